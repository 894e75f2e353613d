import type { HeaderList } from "../../exchange/networkEvent";
import { getHeader } from "../../fetch/headers";
import { type Js, js, jsExactly, jsString } from "../encode/javascript";
import { join } from "../encode/lit";
import type { Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { snippets } from "./snippets";

export const nextjsHeaders: Stack = {
  id: "nextjs-headers",
  title: "Next.js, headers in next.config",
  family: "app",
  language: "javascript",
  install: "",
  placement:
    "For route handlers (`app/**/route.js`), which answer OPTIONS themselves. Where a login runs in `proxy.js`, or `pages/api` answers OPTIONS with 405, take the recipe for proxy.js instead.",
  restart: "Build and start again: `next build`, then `next start`.",
  docs: "https://nextjs.org/docs/app/api-reference/config/next-config-js/headers#cors",
  pitfalls: [
    { id: "other-path", text: "`source` has to cover the path that is called: `/api/:path*` leaves every other route without headers." },
  ],
  likely: (reply) => poweredByNext(reply) * 0.9,
  render: (policy) => {
    const admission = admit(policy);
    if (!admission.ok) return admission;
    const { origins } = admission.policy;
    const rules = origins === null ? [rule(null, admission.policy)] : origins.map((origin) => rule(origin, admission.policy));
    const vary = origins === null ? [] : [js`      { source: "/:path*", headers: [{ key: "Vary", value: "Origin" }] },`];
    return snippets([
      { file: "next.config.js", where: "a property of the config object", slot: "config" },
      js`  async headers() {
    return [
${join([...rules, ...vary], "\n")}
    ];
  },
`,
    ]);
  },
};

export function poweredByNext(reply: HeaderList): number {
  return /next\.js/i.test(getHeader(reply, "X-Powered-By") ?? "") || getHeader(reply, "x-nextjs-cache") !== null ? 1 : 0;
}

/** The configuration is static: one rule for each origin, chosen by the request's own. The value of `has` is a pattern. */
function rule(origin: string | null, policy: Admitted): Js {
  const condition =
    origin === null
      ? js``
      : js`        has: [{ type: "header", key: "origin", value: ${jsExactly(origin)} }],
`;
  const lines = [field("Access-Control-Allow-Origin", origin ?? "*")];
  if (policy.credentialsUnsure) lines.push(js`          // The next line can be dropped if the call does not send credentials.`);
  if (policy.credentials) lines.push(field("Access-Control-Allow-Credentials", "true"));
  if (policy.exposed.length > 0) lines.push(field("Access-Control-Expose-Headers", policy.exposed.join(", ")));
  if (policy.methods.length > 0) lines.push(field("Access-Control-Allow-Methods", policy.methods.join(", ")));
  if (policy.headers.length > 0) lines.push(field("Access-Control-Allow-Headers", policy.headers.join(", ")));
  if (policy.maxAge !== null) lines.push(field("Access-Control-Max-Age", String(policy.maxAge)));
  return js`      {
        source: "/:path*",
${condition}        headers: [
${join(lines, "\n")}
        ],
      },`;
}

function field(name: string, value: string): Js {
  return js`          { key: ${jsString(name)}, value: ${jsString(value)} },`;
}
