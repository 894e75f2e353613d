import { type Js, js, jsList, jsString } from "../encode/javascript";
import { join } from "../encode/lit";
import type { Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { poweredByNext } from "./nextjsHeaders";
import { causedBy } from "./pitfallSigns";
import { snippets } from "./snippets";

export const nextjsProxy: Stack = {
  id: "nextjs-proxy",
  title: "Next.js, proxy.js (middleware.js until 15)",
  family: "app",
  language: "javascript",
  install: "",
  placement:
    "It runs before every route, so a login of your own goes after the answer to the preflight. Until Next.js 15 the file is called middleware.js and the function middleware; both files together do not build.",
  restart: "Build and start again: `next build`, then `next start`.",
  docs: "https://nextjs.org/docs/app/api-reference/file-conventions/proxy#cors",
  pitfalls: [
    {
      id: "after-login",
      text: "A login that runs first answers the preflight with 401: preflights carry no cookies and no token.",
      seen: causedBy("preflight-needs-auth"),
    },
  ],
  likely: (reply) => poweredByNext(reply) * 0.8,
  render: (policy) => {
    const admission = admit(policy);
    if (!admission.ok) return admission;
    return snippets([
      { file: "proxy.js", where: "a file of its own beside the folder app, or more code in the one that is there", slot: "proxy" },
      proxy(admission.policy),
    ]);
  },
};

function proxy(policy: Admitted): Js {
  const any = policy.origins === null;
  const list = any
    ? js``
    : js`const ALLOWED_ORIGINS = new Set(${jsList(policy.origins ?? [])});

`;
  const origin = any
    ? js``
    : js`  const origin = request.headers.get("Origin");
`;
  const vary = any
    ? js``
    : js`  reply.headers.append("Vary", "Origin");
`;
  const [allowed, value] = any ? [js`true`, js`"*"`] : [js`ALLOWED_ORIGINS.has(origin)`, js`origin`];
  return js`import { NextResponse } from "next/server";

${list}export function proxy(request) {
${origin}  const allowed = ${allowed};
  const preflight = allowed && request.method === "OPTIONS" && request.headers.has("Access-Control-Request-Method");
  const reply = preflight ? new NextResponse(null, { status: 204 }) : NextResponse.next();
${vary}  if (allowed) {
    reply.headers.set("Access-Control-Allow-Origin", ${value});
${join([...everyReply(policy), ...preflightReply(policy)], "\n")}
  }
  return reply;
}
`;
}

function everyReply(policy: Admitted): Js[] {
  const lines: Js[] = [];
  if (policy.credentialsUnsure) lines.push(js`    // Can be dropped if the call does not send credentials:`);
  if (policy.credentials) lines.push(js`    reply.headers.set("Access-Control-Allow-Credentials", "true");`);
  if (policy.exposed.length > 0)
    lines.push(js`    reply.headers.set("Access-Control-Expose-Headers", ${jsString(policy.exposed.join(", "))});`);
  return lines;
}

function preflightReply(policy: Admitted): Js[] {
  const lines: Js[] = [];
  if (policy.methods.length > 0)
    lines.push(js`      reply.headers.set("Access-Control-Allow-Methods", ${jsString(policy.methods.join(", "))});`);
  if (policy.headers.length > 0)
    lines.push(js`      reply.headers.set("Access-Control-Allow-Headers", ${jsString(policy.headers.join(", "))});`);
  if (policy.maxAge !== null) lines.push(js`      reply.headers.set("Access-Control-Max-Age", ${jsString(String(policy.maxAge))});`);
  return lines.length === 0 ? [] : [js`    if (preflight) {`, ...lines, js`    }`];
}
