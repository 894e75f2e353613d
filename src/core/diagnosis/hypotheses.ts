import type { Exchange, Hop, PageWitness, Transaction } from "../exchange/exchange";
import { type Telling, tellingOf } from "../exchange/telling";
import { getHeader } from "../fetch/headers";
import { isPotentiallyTrustworthy, originOf } from "../fetch/origins";
import type { Diagnosis } from "./diagnosis";

/**
 * Browsers tell an extension neither the request mode nor the credentials mode. Here stands what the evidence says about them, and only
 * what it says: contradictions and silence are `unknown`.
 */
export interface Witnesses {
  readonly mode: Diagnosis["mode"];
  readonly credentials: Diagnosis["credentials"];
  /** What was seen that says so, one phrase each. */
  readonly evidence: readonly string[];
  /** What the page says of its credentials mode where the browser is silent. It may be wrong: what rests on it is never certain. */
  readonly pageCredentials: "include" | "omit" | null;
  /** True where `mode` is the page's word. */
  readonly modeByPage: boolean;
  /** Where page and browser contradict each other, one phrase each. */
  readonly unknowns: readonly string[];
}

export function readWitnesses(exchange: Exchange): Witnesses {
  const { main, preflights, witness } = exchange;
  const telling = tellingOf(exchange);
  const evidence: string[] = [];
  const mode = main === null ? "cors" : readMode(main, preflights.length > 0, telling, evidence);
  const soFar = evidence.length;
  const credentials = main === null ? "unknown" : readCredentials(main, telling, evidence);
  const browser: Witnesses = { mode, credentials, evidence, pageCredentials: null, modeByPage: false, unknowns: [] };
  // A browser that contradicts itself is not silent.
  return main === null || witness === undefined
    ? browser
    : hearPage(witness, browser, credentials === "unknown" && evidence.length === soFar);
}

/** Whatever the browser says counts for more than the page, whose word anybody may have written. */
function hearPage(witness: PageWitness, browser: Witnesses, silentOnCredentials: boolean): Witnesses {
  const said = witness.credentials === "include" ? "include" : "omit"; // across origins, "same-origin" omits
  const unknowns: string[] = [];
  if (browser.credentials !== "unknown" && browser.credentials !== said)
    unknowns.push(`why ${pageSaysCredentials(witness)}: the browser shows otherwise`);
  const evidence = [...browser.evidence];
  const mode = MODES.find((one) => one === witness.mode) ?? "unknown";
  const modeByPage = browser.mode === "unknown" && mode !== "unknown";
  if (modeByPage) evidence.push(`the page says its mode is ${mode}`);
  else if (mode !== "unknown" && mode !== browser.mode)
    unknowns.push(`why the page says its mode is ${mode}: the browser shows ${browser.mode}`);
  return {
    mode: modeByPage ? mode : browser.mode,
    credentials: browser.credentials,
    evidence,
    pageCredentials: silentOnCredentials ? said : null,
    modeByPage,
    unknowns,
  };
}

const MODES = ["cors", "no-cors", "same-origin", "navigate"] as const;

export function pageSaysCredentials({ credentials }: PageWitness): string {
  return `the page says its credentials mode is ${credentials}`;
}

function readMode(main: Transaction, hasPreflight: boolean, telling: Telling, evidence: string[]): Diagnosis["mode"] {
  for (const hop of main.hops) {
    const mode = hop.sent === null ? null : getHeader(hop.sent.headers, "Sec-Fetch-Mode");
    if (mode === "cors" || mode === "no-cors" || mode === "same-origin" || mode === "navigate") {
      evidence.push(`the request says Sec-Fetch-Mode: ${mode}`);
      return mode;
    }
  }
  const { type } = main.context;
  if (type === "main_frame" || type === "sub_frame") return "navigate";
  if (hasPreflight) return "cors";
  if (type === "font") return "cors"; // https://drafts.csswg.org/css-fonts/#font-fetching-requirements
  const method = main.hops[0]?.method ?? "";
  // The first hop may be the page's own origin, which no GET states.
  if (/^(?:GET|HEAD)$/.test(method) && main.hops.some(({ sent }) => sent !== null && getHeader(sent.headers, "Origin") !== null)) {
    evidence.push(`a ${method} with an Origin header is made in CORS mode only`);
    return "cors";
  }
  return telling.statusOfOpaque ? "unknown" : readOpaqueness(main, evidence);
}

function readOpaqueness({ hops, context, end }: Transaction, evidence: string[]): Diagnosis["mode"] {
  if (end?.kind === "accepted" && end.status === 0) {
    evidence.push("a reply whose status is hidden was asked for in no-cors mode");
    return "no-cors";
  }
  const crossing = hops.filter(({ sent, url }) => sent !== null && context.initiator !== undefined && originOf(url) !== context.initiator);
  if (crossing.length > 0 && crossing.every(({ sent }) => getHeader(sent?.headers ?? [], "Origin") === null)) {
    evidence.push("a cross-origin request without an Origin header is not made in CORS mode");
    return "no-cors";
  }
  const scripted = context.type === "xmlhttprequest" && end?.kind === "accepted";
  if (scripted) evidence.push("a script's cross-origin request whose status is shown was made in CORS mode");
  return scripted ? "cors" : "unknown";
}

function readCredentials(main: Transaction, telling: Telling, evidence: string[]): Diagnosis["credentials"] {
  if (main.context.type === "ping") {
    evidence.push("sendBeacon always includes credentials");
    return "include";
  }
  if (main.context.type === "font") {
    evidence.push("fonts are fetched without credentials across origins");
    return "omit";
  }
  const found = new Set<"include" | "omit">();
  for (const [index, hop] of main.hops.entries()) {
    const witness = credentialsOfHop(hop, main.context.initiator, absenceTells(main, index, telling), evidence);
    if (witness !== null) found.add(witness);
  }
  const [only, contradiction] = found;
  return only === undefined || contradiction !== undefined ? "unknown" : only;
}

function absenceTells({ hops, context }: Transaction, index: number, { storageAccessEverywhere }: Telling): boolean {
  if (storageAccessEverywhere) return true;
  return context.documentId !== undefined && hops.slice(0, index).every(({ url }) => originOf(url) === context.initiator);
}

/** Cookies on a same-origin hop prove nothing: the default credentials mode sends them there as well. */
function credentialsOfHop(hop: Hop, initiator: string | undefined, absenceTells: boolean, evidence: string[]): "include" | "omit" | null {
  if (hop.sent === null || (initiator !== undefined && originOf(hop.url) === initiator)) return null;
  const { headers } = hop.sent;
  if (getHeader(headers, "Cookie") !== null) {
    evidence.push("the cross-origin request carried a cookie, so credentials were included");
    return "include";
  }
  // Browsers send Sec-Fetch-Storage-Access with every credentialed cross-site request to a trustworthy URL and with no other.
  if (getHeader(headers, "Sec-Fetch-Storage-Access") !== null) {
    evidence.push("Sec-Fetch-Storage-Access is sent only when credentials are included");
    return "include";
  }
  if (absenceTells && getHeader(headers, "Sec-Fetch-Site") === "cross-site" && isPotentiallyTrustworthy(hop.url)) {
    evidence.push("a cross-site request without Sec-Fetch-Storage-Access was made without credentials");
    return "omit";
  }
  return null;
}
