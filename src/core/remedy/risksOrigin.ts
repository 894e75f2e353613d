import type { HeaderList } from "../exchange/networkEvent";
import { fieldValues, getHeader } from "../fetch/headers";
import { isLoopbackHost, originOf } from "../fetch/origins";
import { quote, quoteOrigin } from "./quote";
import type { Reflections } from "./risksReflection";
import { type Risk, risk } from "./risksTable";

export interface AllowedReply {
  readonly url: string;
  /** Header list of the request, empty where it was not seen leaving. */
  readonly sent: HeaderList;
  readonly headers: HeaderList;
}

/** A reply that names an origin: whom it lets in besides the one that asked. */
export function originRisks({ url, headers }: AllowedReply, others: Reflections): Risk[] {
  const allowed = getHeader(headers, "Access-Control-Allow-Origin");
  if (allowed === null || allowed === "*") return [];
  const credentials = getHeader(headers, "Access-Control-Allow-Credentials") === "true";
  if (allowed === "null") return [nullOrigin(credentials)];
  const risks: Risk[] = [];
  const echoed = credentials ? others.get(originOf(url)) : undefined;
  if (echoed !== undefined) risks.push(reflected(url, echoed));
  if (credentials && allowed.startsWith("http:") && url.startsWith("https:") && !isLocal(allowed)) {
    const text = "The server lets a page without TLS read replies with credentials: whoever sits on that page's network can read them too.";
    risks.push(risk("insecure-origin-with-credentials", text));
  }
  if (isStorable(headers) && !variesByOrigin(headers)) {
    const text =
      "Access-Control-Allow-Origin names one origin but `Vary: Origin` is missing: a cache may hand this reply to another origin.";
    risks.push(risk("vary-origin-missing", text));
  }
  return risks;
}

function nullOrigin(credentials: boolean): Risk {
  const text = "The server allows the origin `null`, which any site can take on with a sandboxed frame";
  return credentials
    ? risk("null-origin-allowed", `${text}, and lets it read what the visitor's cookies open.`, "high")
    : risk("null-origin-allowed", `${text}.`);
}

function reflected(url: string, echoed: readonly string[]): Risk {
  const names = echoed.map((origin) => quoteOrigin(origin)).join(", ");
  const text = `${quote(originOf(url))} answered unrelated origins (${names}) each with its own name and with credentials: unless all of them are on a list, any site can read what its visitors' cookies open.`;
  return risk("origin-reflected-with-credentials", text);
}

function isLocal(origin: string): boolean {
  return isLoopbackHost(URL.parse(origin)?.hostname ?? "");
}

function variesByOrigin(headers: HeaderList): boolean {
  return listed(headers, "Vary").some((name) => name === "origin" || name === "*");
}

/** A reply that no cache may keep is handed to nobody else. */
function isStorable(headers: HeaderList): boolean {
  return !listed(headers, "Cache-Control").includes("no-store");
}

function listed(headers: HeaderList, name: string): string[] {
  return fieldValues(headers, name).flatMap((value) => value.split(",").map((element) => element.trim().toLowerCase()));
}

/** A reply that every site may read: is there a sign that it was meant for one visitor? */
export function wildcardRisks({ sent, headers }: AllowedReply): Risk[] {
  if (getHeader(headers, "Access-Control-Allow-Origin") !== "*") return [];
  const risks: Risk[] = [];
  if (getHeader(sent, "Cookie") !== null) {
    const text = "The request carried cookies and its reply may be read by every site (`Access-Control-Allow-Origin: *`).";
    risks.push(risk("wildcard-on-cookie-reply", text));
  }
  if (getHeader(headers, "Set-Cookie") !== null) {
    const text =
      "A reply that every site may read (`Access-Control-Allow-Origin: *`) also sets a cookie: browsers drop it, and a cache may hand it on.";
    risks.push(risk("wildcard-sets-cookie", text));
  }
  if (getHeader(sent, "Authorization") !== null) {
    const text =
      "The request carried Authorization and its reply may be read by every site (`Access-Control-Allow-Origin: *`): a stolen token works from any page.";
    risks.push(risk("wildcard-on-authorized-reply", text));
  }
  return risks;
}
