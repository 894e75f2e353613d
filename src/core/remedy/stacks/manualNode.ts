import { type Js, js, jsList, jsString } from "../encode/javascript";
import { join } from "../encode/lit";
import type { Admitted } from "./admit";

/** How the function is called and how it tells that the reply is complete, or not. */
export interface Calling {
  readonly parameters: Js;
  readonly answered: Js;
  readonly otherwise: Js;
}

/** The CORS protocol in twenty lines of Node.js, for those who want no package. */
export function corsFunction(policy: Admitted, { parameters, answered, otherwise }: Calling): Js {
  const [list, vary, allowed, value] =
    policy.origins === null
      ? [js``, js``, js`true`, jsString("*")]
      : [constant(policy.origins), VARY, js`ALLOWED_ORIGINS.has(req.headers.origin)`, js`req.headers.origin`];
  return js`${list}function allowCors(${parameters}) {
${vary}  if (${allowed}) {
    res.setHeader("Access-Control-Allow-Origin", ${value});
${join([...everyReply(policy), ...preflightReply(policy), js`      ${answered}`, js`    }`], "\n")}
  }
  ${otherwise}
}
`;
}

const VARY = js`  res.appendHeader("Vary", "Origin");
`;

function constant(origins: readonly string[]): Js {
  return js`const ALLOWED_ORIGINS = new Set(${jsList(origins)});

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
  return [...lines, js`      res.statusCode = 204;`, js`      res.end();`];
}
