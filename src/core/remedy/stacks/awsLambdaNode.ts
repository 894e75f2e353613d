import type { HeaderList } from "../../exchange/networkEvent";
import { getHeader } from "../../fetch/headers";
import { type Js, js, jsList, jsString } from "../encode/javascript";
import { join } from "../encode/lit";
import type { Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { answered, refusedWith } from "./pitfallSigns";
import { snippets } from "./snippets";

export const awsLambdaNode: Stack = {
  id: "aws-lambda-node",
  title: "AWS Lambda (Node.js) behind API Gateway or a function URL",
  family: "cloud",
  language: "javascript",
  install: "",
  placement:
    "With proxy integration API Gateway adds no CORS header: the function has to, on every reply. Route OPTIONS to it without an authorizer, and leave CORS of the HTTP API or function URL off: one layer only.",
  restart: "Deploy the function, of a REST API the stage as well.",
  docs: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html",
  pitfalls: [
    {
      id: "thrown-error",
      text: "An error that the handler throws is answered by the gateway, without CORS headers: the page cannot read even the status.",
      seen: answered((status) => status >= 500),
    },
    {
      id: "wildcard-with-cookies",
      text: "`*` in the function's headers never counts for a request with credentials.",
      seen: refusedWith("WildcardOriginNotAllowed"),
    },
    {
      id: "options-not-answered",
      text: "Headers on the handler's replies do not answer the preflight: OPTIONS has to come to the function and be answered 204.",
      seen: refusedWith("PreflightInvalidStatus", "PreflightMissingAllowOriginHeader"),
    },
  ],
  likely,
  render: (policy) => {
    const admission = admit(policy);
    if (!admission.ok) return admission;
    return snippets(
      [{ file: "index.mjs", where: "above the handler", slot: "function" }, wrapper(admission.policy)],
      [
        { file: "index.mjs", where: "in place of the export, with your handler in the brackets", slot: "handler" },
        js`export const handler = withCors(handle);
`,
      ],
    );
  },
};

/** Lambda behind API Gateway or a function URL signs every reply with one of these. */
function likely(reply: HeaderList): number {
  const signs = ["x-amzn-requestid", "x-amz-apigw-id", "apigw-requestid", "x-amzn-trace-id"];
  return signs.some((name) => getHeader(reply, name) !== null) ? 0.8 : 0;
}

/** Both forms of events: version 1 keeps the case of header names, version 2 has them in lower case and the method elsewhere. */
function wrapper(policy: Admitted): Js {
  const { origins } = policy;
  const list =
    origins === null
      ? js``
      : js`const ALLOWED_ORIGINS = new Set(${jsList(origins)});

`;
  const [allowed, value, first] =
    origins === null ? [js`true`, js`"*"`, js`{}`] : [js`ALLOWED_ORIGINS.has(origin)`, js`origin`, js`{ Vary: "Origin" }`];
  return js`${list}function corsHeaders(event, preflight) {
  const origin = event.headers?.origin ?? event.headers?.Origin;
  const headers = ${first};
  if (${allowed}) {
    headers["Access-Control-Allow-Origin"] = ${value};
${join([...everyReply(policy), ...preflightReply(policy)], "\n")}
  }
  return headers;
}

function withCors(handle) {
  return async (event, context) => {
    const method = event.requestContext?.http?.method ?? event.httpMethod;
    if (method === "OPTIONS") return { statusCode: 204, headers: corsHeaders(event, true) };
    let reply;
    try {
      reply = await handle(event, context);
    } catch (problem) {
      console.error(problem);
      reply = { statusCode: 500, body: "Internal Server Error" };
    }
    return { ...reply, headers: { ...reply.headers, ...corsHeaders(event, false) } };
  };
}
`;
}

function everyReply(policy: Admitted): Js[] {
  const lines: Js[] = [];
  if (policy.credentialsUnsure) lines.push(js`    // Can be dropped if the call does not send credentials:`);
  if (policy.credentials) lines.push(js`    headers["Access-Control-Allow-Credentials"] = "true";`);
  if (policy.exposed.length > 0) lines.push(js`    headers["Access-Control-Expose-Headers"] = ${jsString(policy.exposed.join(", "))};`);
  return lines;
}

function preflightReply(policy: Admitted): Js[] {
  const lines: Js[] = [];
  if (policy.methods.length > 0) lines.push(js`      headers["Access-Control-Allow-Methods"] = ${jsString(policy.methods.join(", "))};`);
  if (policy.headers.length > 0) lines.push(js`      headers["Access-Control-Allow-Headers"] = ${jsString(policy.headers.join(", "))};`);
  if (policy.maxAge !== null) lines.push(js`      headers["Access-Control-Max-Age"] = ${jsString(String(policy.maxAge))};`);
  return lines.length === 0 ? [] : [js`    if (preflight) {`, ...lines, js`    }`];
}
