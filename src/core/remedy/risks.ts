import type { Diagnosis } from "../diagnosis/diagnosis";
import type { Exchange, Hop } from "../exchange/exchange";
import { fieldValues, getHeader } from "../fetch/headers";
import { originOf } from "../fetch/origins";
import { preflightHop } from "./refused";

/** Something that passes today and is unsafe, fragile or wasteful all the same. */
export interface Risk {
  readonly id: string;
  readonly severity: "high" | "medium" | "low";
  readonly text: string;
}

/** What is wrong with an exchange that was allowed; nothing for one that was not, whose failures are said elsewhere. */
export function risksOf(exchange: Exchange, diagnosis: Diagnosis): Risk[] {
  const index = (exchange.main?.hops.length ?? 0) - 1;
  const hop = exchange.main?.hops[index];
  if (diagnosis.verdict !== "allowed" || diagnosis.mode === "same-origin" || hop?.response == null) return [];
  const preflight = preflightHop(exchange, index);
  return [...originRisks(hop), ...(preflight === null ? [] : preflightRisks(preflight, diagnosis))];
}

function originRisks({ url, response }: Hop): Risk[] {
  const headers = response?.headers ?? [];
  const allowed = getHeader(headers, "Access-Control-Allow-Origin");
  if (allowed === null || allowed === "*") return [];
  const credentials = getHeader(headers, "Access-Control-Allow-Credentials") === "true";
  const risks: Risk[] = [];
  if (allowed === "null") {
    const text = "The server allows the origin `null`, which any site can take on with a sandboxed frame.";
    risks.push({ id: "null-origin-allowed", severity: credentials ? "high" : "medium", text });
  }
  if (allowed.startsWith("http:") && url.startsWith("https:") && credentials && !isLocal(allowed)) {
    const text = "The server lets a page without TLS read replies with credentials: whoever sits on that page's network can read them too.";
    risks.push({ id: "insecure-origin-with-credentials", severity: "medium", text });
  }
  const varies = fieldValues(headers, "Vary").some((value) => value.split(",").some((name) => /^\s*(?:origin|\*)\s*$/i.test(name)));
  if (!varies && allowed !== "null") {
    const text =
      "Access-Control-Allow-Origin names one origin but `Vary: Origin` is missing: a cache may hand this reply to another origin.";
    risks.push({ id: "vary-origin-missing", severity: "low", text });
  }
  return risks;
}

function isLocal(origin: string): boolean {
  return /^http:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(originOf(origin));
}

function preflightRisks(preflight: Hop, diagnosis: Diagnosis): Risk[] {
  const headers = preflight.response?.headers ?? [];
  const risks: Risk[] = [];
  const asked = preflight.sent === null ? "" : (getHeader(preflight.sent.headers, "Access-Control-Request-Headers") ?? "");
  const listed = (getHeader(headers, "Access-Control-Allow-Headers") ?? "").split(",").map((name) => name.trim().toLowerCase());
  if (/(?:^|,)\s*authorization\s*(?:,|$)/i.test(asked) && listed.includes("*") && !listed.includes("authorization")) {
    const text = "`Access-Control-Allow-Headers: *` covers Authorization only until browsers follow the standard: list it.";
    risks.push({ id: "authorization-under-wildcard", severity: "medium", text });
  }
  if (preflight.response !== null && getHeader(headers, "Access-Control-Max-Age") === null && diagnosis.preflight.needed) {
    const text = "The preflight's reply has no Access-Control-Max-Age: browsers repeat it after five seconds.";
    risks.push({ id: "preflight-not-cached", severity: "low", text });
  }
  return risks;
}
