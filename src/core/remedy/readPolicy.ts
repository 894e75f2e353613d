import type { Diagnosis } from "../diagnosis/diagnosis";
import type { Exchange, Hop } from "../exchange/exchange";
import type { HeaderList } from "../exchange/networkEvent";
import { extractHeaderListValues, fieldValues, getHeader } from "../fetch/headers";
import { isCorsSafelistedMethod } from "../fetch/methods";
import { policyPasses } from "./applied";
import type { Policy } from "./policy";
import { quote } from "./quote";
import { preflightHop } from "./refused";
import { originRisks, wildcardRisks } from "./risksOrigin";
import { NO_REFLECTIONS } from "./risksReflection";
import { LONGEST_LIST, parseHeaderName, parseMaxAge, parseMethod, parseOrigin } from "./validate";

export type ReadPolicy = { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly refusal: string };

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: string };

/**
 * The policy that the replies of an exchange speak by, as somebody wrote them. It has to pass the same doors as one of ours: every value parses
 * as what it is, nothing unsafe is in it, and the exchange passes under it. `*` for methods and headers is narrowed to what this request asks for.
 */
export function readPolicy(exchange: Exchange, diagnosis: Diagnosis): ReadPolicy {
  const index = (exchange.main?.hops.length ?? 0) - 1;
  const hop = exchange.main?.hops[index];
  if (hop?.response == null) return refuse("There is no reply that a policy could be read from.");
  const preflight = preflightHop(exchange, index);
  const replies = [hop, ...(preflight?.response == null ? [] : [preflight])];
  for (const reply of replies) {
    const unsafe = unsafeSentence(reply);
    if (unsafe !== null) return refuse(unsafe);
  }
  const read = policyOf(hop, preflight);
  // A value that is no origin is told as that, and not as a request that does not pass.
  if (!read.ok) return read;
  if (diagnosis.verdict !== "allowed") return refuse(`With these replies the request does not pass. ${diagnosis.sentence}`);
  return policyPasses(exchange, diagnosis, read.policy) ? read : refuse("The standard would not let the request pass by these headers.");
}

function policyOf(hop: Hop, preflight: Hop | null): ReadPolicy {
  const provenance = new Map<string, string>();
  const replies = [hop, ...(preflight?.response == null ? [] : [preflight])];
  const origins = originsOf(replies, provenance);
  if (!origins.ok) return origins;
  const methods = methodsOf(preflight, provenance);
  if (!methods.ok) return methods;
  const headers = namesOf(preflight, "Access-Control-Allow-Headers", askedHeaders(preflight), "allowedHeaders", provenance);
  if (!headers.ok) return headers;
  const exposed = namesOf(hop, "Access-Control-Expose-Headers", [], "exposedHeaders", provenance);
  if (!exposed.ok) return exposed;
  const maxAge = maxAgeOf(preflight, provenance);
  if (!maxAge.ok) return maxAge;
  const allowCredentials = replies.some((reply) => headerOf(reply, ALLOW_CREDENTIALS) === "true");
  if (allowCredentials) provenance.set("allowCredentials", edited(ALLOW_CREDENTIALS));
  const policy: Policy = {
    allowedOrigins: [origins.value],
    allowedMethods: methods.value,
    allowedHeaders: headers.value,
    exposedHeaders: exposed.value,
    allowCredentials,
    ...(maxAge.value === null ? {} : { maxAge: maxAge.value }),
    vary: origins.value !== "*",
    provenance: Object.fromEntries(provenance),
  };
  return { ok: true, policy };
}

const ALLOW_ORIGIN = "Access-Control-Allow-Origin";
const ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";
const edited = (header: string, stage = "reply"): string => `${header} of the edited ${stage}`;

function headersOf(hop: Hop): HeaderList {
  return hop.response?.headers ?? [];
}

function headerOf(hop: Hop, name: string): string | null {
  return getHeader(headersOf(hop), name);
}

/** What is said of an allowed reply as a risk is a reason not to recommend it; waste and caches are the reader's own affair. */
function unsafeSentence(hop: Hop): string | null {
  const reply = { url: hop.url, sent: hop.sent?.headers ?? [], headers: headersOf(hop) };
  const [worst] = [...originRisks(reply, NO_REFLECTIONS), ...wildcardRisks(reply)].filter(({ severity }) => severity !== "low");
  if (worst !== undefined) return worst.text;
  if (headerOf(hop, ALLOW_ORIGIN) === "*" && headerOf(hop, ALLOW_CREDENTIALS) === "true")
    return `\`${ALLOW_ORIGIN}: *\` does not count for a request with credentials: name the origin.`;
  const credentials = headerOf(hop, ALLOW_CREDENTIALS);
  return credentials === null || credentials === "true"
    ? null
    : `\`${ALLOW_CREDENTIALS}\` is ${quote(credentials)}: it is \`true\`, in lower case, or left out.`;
}

function originsOf(replies: readonly Hop[], provenance: Map<string, string>): Read<string> {
  const values = replies.map((hop) => fieldValues(headersOf(hop), ALLOW_ORIGIN));
  const [value] = values[0] ?? [];
  if (value === undefined) return refuse(`The reply has no ${ALLOW_ORIGIN}: there is nothing to allow anybody by.`);
  if (values.some((fields) => fields.length !== 1)) return refuse(`${ALLOW_ORIGIN} has to be there exactly once in each reply.`);
  if (values.some(([other]) => other !== value)) return refuse(`The preflight's reply and the reply name different origins.`);
  const origin = value === "*" ? value : parseOrigin(value);
  if (origin === null) {
    return refuse(
      `${quote(value)} is not an origin that a server may be told to allow: write scheme, host and port. A placeholder that echoes every origin lets any site in.`,
    );
  }
  provenance.set(`allowedOrigins.${origin}`, edited(ALLOW_ORIGIN));
  return { ok: true, value: origin };
}

function methodsOf(preflight: Hop | null, provenance: Map<string, string>): Read<readonly string[]> {
  const asked = preflight?.sent == null ? null : getHeader(preflight.sent.headers, "Access-Control-Request-Method");
  const written = listOf(preflight, "Access-Control-Allow-Methods");
  if (written === null) return refuse("Access-Control-Allow-Methods is not a list of methods separated by commas.");
  const methods = new Set<string>();
  for (const text of narrowed(written, asked === null ? [] : [asked]).filter((name) => !isCorsSafelistedMethod(name))) {
    const method = parseMethod(text);
    if (method === null) return refuse(`${quote(text)} is spelled in an unusual way: no server can be relied on to allow it.`);
    methods.add(method);
    provenance.set(`allowedMethods.${method}`, edited("Access-Control-Allow-Methods", "preflight reply"));
  }
  if (methods.size > LONGEST_LIST) return refuse(`More than ${LONGEST_LIST} methods are more than any server has.`);
  return { ok: true, value: [...methods].sort() };
}

function namesOf(
  hop: Hop | null,
  header: string,
  asked: readonly string[],
  element: "allowedHeaders" | "exposedHeaders",
  provenance: Map<string, string>,
): Read<readonly string[]> {
  const written = listOf(hop, header);
  if (written === null) return refuse(`${header} is not a list of names separated by commas.`);
  if (element === "exposedHeaders" && written.includes("*"))
    return refuse(`\`${header}: *\` exposes whatever comes later: name the headers.`);
  const names = new Set<string>();
  for (const text of narrowed(written, asked)) {
    const name = parseHeaderName(text);
    if (name === null) return refuse(`${quote(text)} in ${header} is an unusual name: write the rule for it by hand.`);
    names.add(name);
    provenance.set(`${element}.${name}`, edited(header, element === "allowedHeaders" ? "preflight reply" : "reply"));
  }
  if (names.size > LONGEST_LIST) return refuse(`${header} lists more than ${LONGEST_LIST} names.`);
  return { ok: true, value: [...names].sort() };
}

/** Null for what cannot be parsed as a list. */
function listOf(hop: Hop | null, header: string): readonly string[] | null {
  const list = hop === null ? null : extractHeaderListValues(headersOf(hop), header);
  return list === "failure" ? null : (list ?? []);
}

function narrowed(written: readonly string[], asked: readonly string[]): readonly string[] {
  return written.includes("*") ? [...written.filter((name) => name !== "*"), ...asked] : written;
}

function askedHeaders(preflight: Hop | null): string[] {
  const asked = preflight?.sent == null ? null : getHeader(preflight.sent.headers, "Access-Control-Request-Headers");
  return (asked ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function maxAgeOf(preflight: Hop | null, provenance: Map<string, string>): Read<number | null> {
  const written = preflight === null ? null : headerOf(preflight, "Access-Control-Max-Age");
  if (written === null) return { ok: true, value: null };
  const seconds = /^\d{1,9}$/.test(written) ? parseMaxAge(Number(written)) : null;
  if (seconds === null) return refuse(`\`Access-Control-Max-Age\` is ${quote(written)}: write whole seconds from 0 to 86400.`);
  provenance.set("maxAge", edited("Access-Control-Max-Age", "preflight reply"));
  return { ok: true, value: seconds };
}

function refuse(refusal: string): { readonly ok: false; readonly refusal: string } {
  return { ok: false, refusal };
}
