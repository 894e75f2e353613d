// CORSCOPE:function
async function handle(request) {
  const { pathname } = new URL(request.url);
  if (pathname === "/broken") throw new Error("broken");
  if (pathname !== "/items") return new Response("", { status: 404 });
  if (request.method === "OPTIONS") return new Response("", { status: 405 });
  return Response.json({ from: "worker" });
}

export default { fetch: handle }; // CORSCOPE:export
