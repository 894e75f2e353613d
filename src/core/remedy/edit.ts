import type { Exchange } from "../exchange/exchange";
import { getHeader } from "../fetch/headers";
import type { Policy } from "./policy";
import { parseHeaderName, parseMaxAge, parseMethod, parseOrigin } from "./validate";

/** What a user changes in a policy. Every value parses again as what it is; what does not is refused with a sentence. */
export type Edit =
  | { readonly kind: "add"; readonly list: EditableList; readonly text: string }
  | { readonly kind: "remove"; readonly list: EditableList; readonly value: string }
  | { readonly kind: "credentials"; readonly allow: boolean }
  /** Seconds. */
  | { readonly kind: "max-age"; readonly seconds: number };

export type EditableList = "allowedOrigins" | "allowedMethods" | "allowedHeaders" | "exposedHeaders";

export type Edited = { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly expected: string };

const PARSERS: Readonly<Record<EditableList, (text: string) => string | null>> = {
  allowedOrigins: readOrigin,
  allowedMethods: (text) => parseMethod(text.trim().toUpperCase()),
  allowedHeaders: (text) => parseHeaderName(text.trim()),
  exposedHeaders: (text) => parseHeaderName(text.trim()),
};

const EXPECTED: Readonly<Record<EditableList, string>> = {
  allowedOrigins: "Expected an origin: scheme, host and port, such as https://staging.example.com or http://localhost:5173.",
  allowedMethods: "Expected a method such as PUT.",
  allowedHeaders: "Expected the name of a request header, such as x-trace-id.",
  exposedHeaders: "Expected the name of a reply header, such as x-total-count.",
};

const BY_HAND = "added by you";

export function edit(policy: Policy, change: Edit): Edited {
  switch (change.kind) {
    case "add":
      return add(policy, change.list, change.text);
    case "remove":
      return remove(policy, change.list, change.value);
    case "credentials":
      if (change.allow && policy.allowedOrigins.includes("*"))
        return { ok: false, expected: "Expected named origins: `*` never counts where credentials are sent." };
      return { ok: true, policy: withSource({ ...policy, allowCredentials: change.allow }, "allowCredentials", "chosen by you") };
    case "max-age":
      if (parseMaxAge(change.seconds) === null) return { ok: false, expected: "Expected a whole number of seconds up to 86400 (a day)." };
      return { ok: true, policy: withSource({ ...policy, maxAge: change.seconds }, "maxAge", "chosen by you") };
  }
}

/** A pasted page address stands for its origin: the slash at its end is the commonest mistake of all. */
function readOrigin(text: string): string | null {
  const trimmed = text.trim();
  return parseOrigin(trimmed) ?? parseOrigin(URL.parse(trimmed)?.origin ?? "");
}

function add(policy: Policy, list: EditableList, text: string): Edited {
  const value = PARSERS[list](text);
  if (value === null) return { ok: false, expected: EXPECTED[list] };
  if (policy[list].includes(value)) return { ok: true, policy };
  const named = list === "allowedOrigins" && policy.allowedOrigins.includes("*") ? [] : policy[list];
  const changed = { ...policy, [list]: [...named, value].sort(), ...(list === "allowedOrigins" ? { vary: true } : {}) };
  return { ok: true, policy: withSource(changed, `${list}.${value}`, BY_HAND) };
}

function remove(policy: Policy, list: EditableList, value: string): Edited {
  const left = policy[list].filter((one) => one !== value);
  if (list === "allowedOrigins" && left.length === 0) return { ok: false, expected: "Expected at least one origin: who else may call?" };
  const { [`${list}.${value}`]: _gone, ...provenance } = policy.provenance;
  return { ok: true, policy: { ...policy, [list]: left, provenance } };
}

function withSource(policy: Policy, element: string, source: string): Policy {
  return { ...policy, provenance: { ...policy.provenance, [element]: source } };
}

/** https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name, and what no page can be given or would want. */
const READABLE = /^(?:cache-control|content-language|content-length|content-type|expires|last-modified|pragma)$/;
const OF_NO_USE =
  /^(?:access-control-.*|set-cookie2?|vary|connection|keep-alive|transfer-encoding|upgrade|trailer|date|server|via|age|alt-svc|nel|report-to|reporting-endpoints|strict-transport-security|content-security-policy.*|x-frame-options|x-xss-protection|x-content-type-options|x-powered-by|referrer-policy|permissions-policy|cross-origin-.*|accept-ranges|content-encoding|expect-ct|p3p|timing-allow-origin|origin-agent-cluster|cf-.*|x-cache.*|x-amz-cf-.*|x-served-by|x-timer|location)$/;

/** Reply headers that the page's code could want and cannot read: offered, never added without being asked for. */
export function exposable(exchange: Exchange): readonly string[] {
  const headers = exchange.main?.hops.at(-1)?.response?.headers ?? [];
  const exposed = (getHeader(headers, "Access-Control-Expose-Headers") ?? "").split(",").map((name) => name.trim().toLowerCase());
  const names = headers.map(([name]) => name.toLowerCase()).filter((name) => !READABLE.test(name) && !OF_NO_USE.test(name));
  return [...new Set(names)].filter((name) => parseHeaderName(name) !== null && !exposed.includes(name)).sort();
}
