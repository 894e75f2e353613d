import type { Policy, Rendered, Stack } from "../policy";
import { admit } from "./admit";
import { finish, join, js, jsNumber, jsString, type Lit } from "./safeText";

export const expressCors: Stack = {
  id: "express-cors",
  title: "Express with the cors package",
  language: "javascript",
  install: "npm install cors",
  placement:
    "Put it before every other app.use and every route, so that it answers preflights before authentication and stands on error replies. Restart the server.",
  docs: "https://expressjs.com/en/resources/middleware/cors.html",
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge } = admission.policy;
  const lines = [js`    origin: ${origins === null ? jsString("*") : list(origins)},`];
  // The package's own defaults allow PUT, PATCH and DELETE and reflect every requested header: both lists are always written.
  lines.push(js`    methods: ${list(methods.length > 0 ? methods : ["GET", "HEAD", "POST"])},`);
  lines.push(js`    allowedHeaders: ${list(headers)},`);
  if (exposed.length > 0) lines.push(js`    exposedHeaders: ${list(exposed)},`);
  if (credentialsUnsure) lines.push(js`    credentials: true, // can be dropped if the call does not send credentials`);
  else if (credentials) lines.push(js`    credentials: true,`);
  if (maxAge !== null) lines.push(js`    maxAge: ${jsNumber(maxAge)},`);
  return finish(js`import cors from "cors"; // CommonJS: const cors = require("cors");

app.use(
  cors({
${join(lines, "\n")}
  }),
);
`);
}

function list(values: readonly string[]): Lit<"javascript"> {
  return js`[${join(values.map(jsString), ", ")}]`;
}
