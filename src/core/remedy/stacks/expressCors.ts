import { js, jsList, jsNumber, jsString } from "../encode/javascript";
import { join } from "../encode/lit";
import type { Policy, Rendered, Stack } from "../policy";
import { admit } from "./admit";
import { FIRST_MIDDLEWARE, poweredByExpress } from "./node";
import { snippets } from "./snippets";

export const expressCors: Stack = {
  id: "express-cors",
  title: "Express with the cors package",
  family: "app",
  language: "javascript",
  install: "npm install cors",
  placement:
    "CORS goes before everything else, so that preflights are answered before authentication and error replies carry the headers too.",
  restart: "Restart the server.",
  docs: "https://expressjs.com/en/resources/middleware/cors.html",
  pitfalls: [],
  likely: poweredByExpress,
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge } = admission.policy;
  const lines = [js`    origin: ${origins === null ? jsString("*") : jsList(origins)},`];
  // The package's own defaults allow PUT, PATCH and DELETE and reflect every requested header: both lists are always written.
  lines.push(js`    methods: ${jsList(methods.length > 0 ? methods : ["GET", "HEAD", "POST"])},`);
  lines.push(js`    allowedHeaders: ${jsList(headers)},`);
  if (exposed.length > 0) lines.push(js`    exposedHeaders: ${jsList(exposed)},`);
  if (credentialsUnsure) lines.push(js`    credentials: true, // can be dropped if the call does not send credentials`);
  else if (credentials) lines.push(js`    credentials: true,`);
  if (maxAge !== null) lines.push(js`    maxAge: ${jsNumber(maxAge)},`);
  return snippets([
    FIRST_MIDDLEWARE,
    js`import cors from "cors"; // CommonJS: const cors = require("cors");

app.use(
  cors({
${join(lines, "\n")}
  }),
);
`,
  ]);
}
