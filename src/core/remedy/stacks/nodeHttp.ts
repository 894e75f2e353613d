import { type Js, js, jsList, jsString } from "../encode/javascript";
import { join } from "../encode/lit";
import type { Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { FIRST_MIDDLEWARE, poweredByExpress } from "./node";
import { type Place, snippets } from "./snippets";

const DOCS = "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS";

export const expressManual: Stack = {
  id: "express-manual",
  title: "Express without a package",
  family: "app",
  language: "javascript",
  install: "",
  placement:
    "CORS goes before everything else, so that preflights are answered before authentication and error replies carry the headers too.",
  restart: "Restart the server.",
  docs: DOCS,
  pitfalls: [],
  // The package is the shorter recipe: after it in the list of what fits.
  likely: (reply) => poweredByExpress(reply) * 0.9,
  render: (policy) =>
    render(
      policy,
      FIRST_MIDDLEWARE,
      js`
app.use(allowCors);
`,
    ),
};

export const nodeHttp: Stack = {
  id: "node-http",
  title: "Node.js http without a package",
  family: "app",
  language: "javascript",
  install: "",
  placement: "Call it first in the request listener and hand it the rest as its last argument.",
  restart: "Restart the server.",
  docs: DOCS,
  pitfalls: [],
  render: (policy) =>
    render(
      policy,
      { file: "server.js", where: "above http.createServer; then call it as the last line says", slot: "listener" },
      js`
// http.createServer((req, res) => allowCors(req, res, () => handle(req, res)));
`,
    ),
};

function render(policy: Policy, place: Place, usage: Js): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { origins } = admission.policy;
  if (origins === null) return snippets([place, js`${middleware(admission.policy, js``, js`true`, jsString("*"), js``)}${usage}`]);
  const list = js`const ALLOWED_ORIGINS = new Set(${jsList(origins)});

`;
  const vary = js`  res.appendHeader("Vary", "Origin");
`;
  const text = middleware(admission.policy, list, js`ALLOWED_ORIGINS.has(req.headers.origin)`, js`req.headers.origin`, vary);
  return snippets([place, js`${text}${usage}`]);
}

function middleware(policy: Admitted, constants: Js, allowed: Js, value: Js, vary: Js): Js {
  return js`${constants}function allowCors(req, res, next) {
${vary}  if (${allowed}) {
    res.setHeader("Access-Control-Allow-Origin", ${value});
${join([...everyReply(policy), ...preflightReply(policy)], "\n")}
  }
  next();
}
`;
}

function everyReply(policy: Admitted): Js[] {
  const lines: Js[] = [];
  if (policy.credentialsUnsure) lines.push(js`    // Can be dropped if the call does not send credentials:`);
  if (policy.credentials) lines.push(js`    res.setHeader("Access-Control-Allow-Credentials", "true");`);
  if (policy.exposed.length > 0)
    lines.push(js`    res.setHeader("Access-Control-Expose-Headers", ${jsString(policy.exposed.join(", "))});`);
  return lines;
}

function preflightReply(policy: Admitted): Js[] {
  const lines = [js`    if (req.method === "OPTIONS" && req.headers["access-control-request-method"] !== undefined) {`];
  if (policy.methods.length > 0)
    lines.push(js`      res.setHeader("Access-Control-Allow-Methods", ${jsString(policy.methods.join(", "))});`);
  if (policy.headers.length > 0)
    lines.push(js`      res.setHeader("Access-Control-Allow-Headers", ${jsString(policy.headers.join(", "))});`);
  if (policy.maxAge !== null) lines.push(js`      res.setHeader("Access-Control-Max-Age", ${jsString(String(policy.maxAge))});`);
  return [...lines, js`      res.statusCode = 204;`, js`      res.end();`, js`      return;`, js`    }`];
}
