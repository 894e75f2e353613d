import Koa from "koa";

const app = new Koa();
app.silent = true; // errors are answered, not printed
// CORSCOPE:middleware
app.use((ctx, next) => {
  if (ctx.path === "/broken") throw new Error("broken");
  if (ctx.path !== "/items") return next();
  if (ctx.method === "OPTIONS") ctx.status = 405;
  else ctx.body = { from: "koa" };
});
// CORSCOPE:after-routes
app.listen(Number(process.env.PORT), "127.0.0.1");
