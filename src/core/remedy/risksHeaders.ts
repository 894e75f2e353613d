import type { Hop } from "../exchange/exchange";
import type { HeaderList } from "../exchange/networkEvent";
import { getHeader } from "../fetch/headers";
import { quote } from "./quote";
import { type Risk, risk } from "./risksTable";

const PREFLIGHT_ONLY = ["Access-Control-Allow-Methods", "Access-Control-Allow-Headers", "Access-Control-Max-Age"];
const REQUEST_ONLY = ["Access-Control-Request-Method", "Access-Control-Request-Headers", "Access-Control-Request-Private-Network"];

/** What the server says and no browser reads, so that whoever maintains it relies on nothing. */
export function unreadHeaderRisks({ method, response }: Hop, preflight: Hop | null): Risk[] {
  const own = response?.headers ?? [];
  const asked = preflight?.response?.headers ?? [];
  const both: HeaderList = [...own, ...asked];
  const risks: Risk[] = [];
  const credentials = [own, asked].map((headers) => getHeader(headers, "Access-Control-Allow-Credentials"));
  const other = credentials.find((value) => value !== null && value !== "true");
  if (other != null) {
    const text = `\`Access-Control-Allow-Credentials\` is ${quote(other)}: only \`true\` means something; leave it out instead.`;
    risks.push(risk("credentials-not-true", text));
  }
  // An OPTIONS that a page made itself is answered by the same code as a preflight.
  const misplaced = method === "OPTIONS" ? [] : present(own, PREFLIGHT_ONLY);
  if (misplaced.length > 0) {
    const text = `${misplaced.join(", ")}: read on the reply to a preflight only, without effect on this one.`;
    risks.push(risk("preflight-headers-on-reply", text));
  }
  const mirrored = present(both, REQUEST_ONLY);
  if (mirrored.length > 0) {
    risks.push(risk("request-headers-in-reply", `${mirrored.join(", ")}: a header of requests, which no browser reads in a reply.`));
  }
  if (getHeader(both, "Access-Control-Allow-Private-Network") !== null) {
    const text = "Access-Control-Allow-Private-Network is no longer read by any browser: a permission of the user took its place.";
    risks.push(risk("private-network-header", text));
  }
  return risks;
}

function present(headers: HeaderList, names: readonly string[]): string[] {
  return names.filter((name) => getHeader(headers, name) !== null);
}
