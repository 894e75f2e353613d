import Fastify from "fastify";

const fastify = Fastify();
// CORSCOPE:plugin
for (const method of ["GET", "POST", "PUT", "DELETE"]) {
  fastify.route({ method, url: "/items", handler: async () => ({ from: "fastify" }) });
  fastify.route({
    method,
    url: "/broken",
    handler: async () => {
      throw new Error("broken");
    },
  });
}
await fastify.listen({ port: Number(process.env.PORT), host: "127.0.0.1" });
