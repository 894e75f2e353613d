import type { Diagnosis } from "../diagnosis/diagnosis";
import type { Exchange } from "../exchange/exchange";
import { getHeader } from "../fetch/headers";
import { isCorsSafelistedMethod } from "../fetch/methods";
import type { Policy } from "./policy";
import { type Refused, refusedPart } from "./refused";
import { LONGEST_LIST, parseHeaderName, parseMethod, parseOrigin } from "./validate";

export type Smallest = { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly refusal: string };

/** Ten minutes: long enough to save the round trips of a session, short enough that a repaired policy is not waited for. */
const PREFLIGHT_SECONDS = 600;

/** The smallest policy under which this exchange's request passes, whatever has become of it. */
export function smallestPolicy(exchange: Exchange, diagnosis: Diagnosis): Smallest {
  const part = refusedPart(exchange, diagnosis);
  if (part === null) return refuse("Nothing was recorded that a policy could be read from.");
  if (diagnosis.origin === null) return refuse("The request's origin was not recorded, so no policy can name it.");
  const origin = parseOrigin(diagnosis.origin);
  if (origin === null) return refuse("The request's origin is unusual: write the rule for it by hand, and check first who sends it.");
  const provenance = new Map([[`allowedOrigins.${origin}`, "origin of the request"]]);
  const method = methodsOf(part, provenance);
  if (!method.ok) return method;
  const headers = headersOf(part, diagnosis, provenance);
  if (!headers.ok) return headers;
  const preflighted = part.preflight !== null || diagnosis.preflight.needed;
  if (preflighted) provenance.set("maxAge", "our choice: ten minutes");
  provenance.set("allowCredentials", credentialsSource(diagnosis));
  const policy: Policy = {
    allowedOrigins: [origin],
    allowedMethods: method.list,
    allowedHeaders: headers.list,
    exposedHeaders: [],
    allowCredentials: diagnosis.credentials === "unknown" ? "unknown" : diagnosis.credentials === "include",
    ...(preflighted ? { maxAge: PREFLIGHT_SECONDS } : {}),
    vary: true,
    provenance: Object.fromEntries(provenance),
  };
  return { ok: true, policy };
}

type Listed = { readonly ok: true; readonly list: readonly string[] } | { readonly ok: false; readonly refusal: string };

function methodsOf(part: Refused, provenance: Map<string, string>): Listed {
  if (isCorsSafelistedMethod(part.method)) return { ok: true, list: [] };
  const method = parseMethod(part.method);
  if (method === null) return refuse("The request's method is spelled in an unusual way: no server can be relied on to allow it.");
  provenance.set(
    `allowedMethods.${method}`,
    part.preflight === null ? "method of the request" : "Access-Control-Request-Method of the preflight",
  );
  return { ok: true, list: [method] };
}

function headersOf(part: Refused, diagnosis: Diagnosis, provenance: Map<string, string>): Listed {
  const asked = part.preflight?.sent ? (getHeader(part.preflight.sent.headers, "Access-Control-Request-Headers") ?? "") : null;
  const names = asked === null ? inferredHeaders(diagnosis) : asked.split(",");
  const list = new Set<string>();
  for (const text of names.map((name) => name.trim()).filter((name) => name !== "")) {
    const name = parseHeaderName(text);
    if (name === null) return refuse("The request carries a header with an unusual name: write the rule for it by hand.");
    list.add(name);
    provenance.set(`allowedHeaders.${name}`, asked === null ? "header of the request" : "Access-Control-Request-Headers of the preflight");
  }
  if (list.size > LONGEST_LIST) return refuse(`The request carries more than ${LONGEST_LIST} headers that need a permission: send fewer.`);
  return { ok: true, list: [...list].sort() };
}

/** Where no preflight was seen (cached, or not in the file), the reasons for one name the headers. */
function inferredHeaders(diagnosis: Diagnosis): string[] {
  const names = diagnosis.preflight.because.flatMap((because) => {
    if (because.startsWith("header ")) return [because.slice("header ".length)];
    return because.startsWith("content-type ") ? ["content-type"] : [];
  });
  if (diagnosis.reason === "HeaderDisallowedByPreflightResponse" && diagnosis.failedParameter) names.push(diagnosis.failedParameter);
  return names;
}

function credentialsSource(diagnosis: Diagnosis): string {
  if (diagnosis.credentials === "unknown") return "not visible in the recording: the call may or may not include credentials";
  return diagnosis.credentials === "include" ? "the request included credentials" : "the request included no credentials";
}

function refuse(refusal: string): { readonly ok: false; readonly refusal: string } {
  return { ok: false, refusal };
}
