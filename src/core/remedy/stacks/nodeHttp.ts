import type { Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { finish, join, js, jsString, type Lit } from "./safeText";

const DOCS = "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS";

export const expressManual: Stack = {
  id: "express-manual",
  title: "Express without a package",
  language: "javascript",
  install: "",
  placement:
    "Put it before every other app.use and every route, so that it answers preflights before authentication and stands on error replies. Restart the server.",
  docs: DOCS,
  render: (policy) =>
    render(
      policy,
      js`
app.use(allowCors);
`,
    ),
};

export const nodeHttp: Stack = {
  id: "node-http",
  title: "Node.js http without a package",
  language: "javascript",
  install: "",
  placement: "Call it first in the request listener and hand it the rest as its last argument. Restart the server.",
  docs: DOCS,
  render: (policy) =>
    render(
      policy,
      js`
// http.createServer((req, res) => allowCors(req, res, () => handle(req, res)));
`,
    ),
};

function render(policy: Policy, usage: Lit<"javascript">): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { origins } = admission.policy;
  if (origins === null) return finish(js`${middleware(admission.policy, js``, js`true`, jsString("*"), js``)}${usage}`);
  const list = js`const ALLOWED_ORIGINS = new Set([${join(origins.map(jsString), ", ")}]);

`;
  const vary = js`  res.appendHeader("Vary", "Origin");
`;
  return finish(
    js`${middleware(admission.policy, list, js`ALLOWED_ORIGINS.has(req.headers.origin)`, js`req.headers.origin`, vary)}${usage}`,
  );
}

type Js = Lit<"javascript">;

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
