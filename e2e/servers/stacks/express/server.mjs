import express from "express";

// An application with a login before its routes, as most have.
const app = express();
app.set("env", "test"); // errors are answered, not printed
// CORSCOPE:middleware
app.use((req, res, next) => (req.path === "/private" && req.headers.authorization === undefined ? res.status(401).end() : next()));
// CORSCOPE:after-login
for (const method of ["get", "post", "put", "delete"]) {
  app[method](["/items", "/private"], (_, res) => res.set("X-Total", "3").json({ from: "express" }));
}
app.all("/broken", () => {
  throw new Error("broken");
});
// CORSCOPE:after-routes
app.listen(Number(process.env.PORT), "127.0.0.1");
