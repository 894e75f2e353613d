import { serve } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono();
// CORSCOPE:middleware
for (const method of ["GET", "POST", "PUT", "DELETE"]) {
  app.on(method, "/items", (c) => c.json({ from: "hono" }));
  app.on(method, "/broken", () => {
    throw new Error("broken");
  });
}
// CORSCOPE:after-routes
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" });
