import { chromium } from "../engines/chromium";
import { firefox } from "../engines/firefox";
import { webkit } from "../engines/webkit";
import type { Hop } from "../exchange/exchange";
import type { HeaderList } from "../exchange/networkEvent";
import { getHeader } from "../fetch/headers";
import { quote } from "./quote";
import { type Risk, risk } from "./risksTable";

const MAX_AGE = "Access-Control-Max-Age";
/** What is kept when nothing is said; a reply that says no more than that is not worth a header. */
const DEFAULT_SECONDS = 5;
/** The longest of the engines' caps (Firefox). Lower caps are no fault of the server: 86400 is right and costs nothing elsewhere. */
const LONGEST_SECONDS = 86_400;

/** A preflight that let its request through. */
export function preflightRisks({ sent, response }: Hop): Risk[] {
  if (response === null) return [];
  const age = maxAgeRisk(response.headers);
  return [...authorizationRisk(sent?.headers ?? [], response.headers), ...(age === null ? [] : [age])];
}

function authorizationRisk(sent: HeaderList, headers: HeaderList): Risk[] {
  const asked = namesIn(sent, "Access-Control-Request-Headers");
  const listed = namesIn(headers, "Access-Control-Allow-Headers");
  if (!asked.includes("authorization") || !listed.includes("*") || listed.includes("authorization")) return [];
  const text = "`Access-Control-Allow-Headers: *` covers Authorization only until browsers follow the standard: list it.";
  return [risk("authorization-under-wildcard", text)];
}

function maxAgeRisk(headers: HeaderList): Risk | null {
  const value = getHeader(headers, MAX_AGE);
  if (value === null) {
    const text = "The preflight's reply has no Access-Control-Max-Age: browsers repeat it after five seconds.";
    return risk("preflight-not-cached", text);
  }
  if (!/^-?\d+$/.test(value)) {
    const text = `\`${MAX_AGE}\` is ${quote(value)}, which is no number of seconds: ${keptFor(headers)}.`;
    return risk("max-age-unreadable", text);
  }
  if (Number(value) <= DEFAULT_SECONDS) {
    const text = `\`${MAX_AGE}: ${cut(value)}\` keeps the preflight no longer than no header would: it is sent again nearly every time.`;
    return risk("preflight-not-cached", text);
  }
  if (Number(value) <= LONGEST_SECONDS) return null;
  const text = `\`${MAX_AGE}: ${cut(value)}\` is more than any browser keeps: ${keptFor(headers)}.`;
  return risk("max-age-over-every-cap", text);
}

function keptFor(headers: HeaderList): string {
  const [first, second, third] = [chromium, firefox, webkit].map((engine) => engine.maxAge(headers));
  return `Chromium keeps it for ${first} s, Firefox for ${second} s, WebKit for ${third} s`;
}

function cut(digits: string): string {
  return digits.length > 24 ? `${digits.slice(0, 24)}…` : digits;
}

function namesIn(headers: HeaderList, name: string): string[] {
  return (getHeader(headers, name) ?? "").split(",").map((element) => element.trim().toLowerCase());
}
