import { type Js, js, jsList, jsString } from "../encode/javascript";
import { join } from "../encode/lit";
import type { Pitfall } from "../policy";
import type { Admitted } from "./admit";
import { answered, refusedWith } from "./pitfallSigns";

/** What goes wrong wherever a function takes a Request and gives a Response. */
export const FETCH_HANDLER_PITFALLS: readonly Pitfall[] = [
  {
    id: "thrown-error",
    text: "An error that the handler throws is answered by the runtime, without CORS headers: the page cannot read even the status.",
    seen: answered((status) => status >= 500),
  },
  {
    id: "options-not-answered",
    text: "Headers on the handler's replies do not answer the preflight: OPTIONS has to be answered 204 before routing.",
    seen: refusedWith("PreflightInvalidStatus", "PreflightMissingAllowOriginHeader"),
  },
];

/** The CORS protocol around a handler of the Fetch kind: Workers, Deno, edge functions. */
export function fetchWrapper(policy: Admitted): Js {
  const any = policy.origins === null;
  const list = any
    ? js``
    : js`const ALLOWED_ORIGINS = new Set(${jsList(policy.origins ?? [])});

`;
  const [allowed, value] = any ? [js`true`, js`"*"`] : [js`ALLOWED_ORIGINS.has(origin)`, js`origin`];
  const origin = any
    ? js``
    : js`    const origin = request.headers.get("Origin");
`;
  const vary = any
    ? js``
    : js`    reply.headers.append("Vary", "Origin");
`;
  return js`${list}function withCors(handle) {
  return async (request, ...rest) => {
${origin}    const allowed = ${allowed};
    const preflight = allowed && request.method === "OPTIONS" && request.headers.has("Access-Control-Request-Method");
    const answer = preflight ? new Response(null, { status: 204 }) : await answerOf(handle, request, rest);
    const reply = new Response(answer.body, answer); // the headers of a fetched reply cannot be changed, those of its copy can
${vary}    if (allowed) {
      reply.headers.set("Access-Control-Allow-Origin", ${value});
${join([...everyReply(policy), ...preflightReply(policy)], "\n")}    }
    return reply;
  };
}

async function answerOf(handle, request, rest) {
  try {
    return await handle(request, ...rest);
  } catch (problem) {
    console.error(problem);
    return new Response("Internal Server Error", { status: 500 });
  }
}
`;
}

function everyReply(policy: Admitted): Js[] {
  const lines: Js[] = [];
  if (policy.credentialsUnsure) lines.push(js`      // Can be dropped if the call does not send credentials:`);
  if (policy.credentials) lines.push(js`      reply.headers.set("Access-Control-Allow-Credentials", "true");`);
  if (policy.exposed.length > 0)
    lines.push(js`      reply.headers.set("Access-Control-Expose-Headers", ${jsString(policy.exposed.join(", "))});`);
  return lines;
}

function preflightReply(policy: Admitted): Js[] {
  const lines: Js[] = [];
  if (policy.methods.length > 0)
    lines.push(js`        reply.headers.set("Access-Control-Allow-Methods", ${jsString(policy.methods.join(", "))});`);
  if (policy.headers.length > 0)
    lines.push(js`        reply.headers.set("Access-Control-Allow-Headers", ${jsString(policy.headers.join(", "))});`);
  if (policy.maxAge !== null) lines.push(js`        reply.headers.set("Access-Control-Max-Age", ${jsString(String(policy.maxAge))});`);
  const block = lines.length === 0 ? [] : [js`      if (preflight) {`, ...lines, js`      }`];
  return [...block, js``];
}
