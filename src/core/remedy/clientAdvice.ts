import type { Diagnosis } from "../diagnosis/diagnosis";
import { quote } from "./quote";
import type { Refused } from "./refused";

/** What the caller can do without the server's help, one sentence each; empty where the call is right as it is. */
export function clientAdvice(diagnosis: Diagnosis, part: Refused): string[] {
  return [...droppable(diagnosis, part), ...bearerAdvice(diagnosis)];
}

const NEEDLESS: Readonly<Record<string, string>> = {
  "x-requested-with": "`x-requested-with` is a habit of old libraries that few servers read: leave it out if yours does not.",
  "cache-control": "`cache-control` on the call is better said with `cache: 'no-store'` in its options, which needs no permission.",
  pragma: "`pragma` on the call is better said with `cache: 'no-store'` in its options, which needs no permission.",
};

/** Headers that a call can do without, where they are what made the browser ask first. */
function droppable({ preflight }: Diagnosis, { stage, method }: Refused): string[] {
  if (stage !== "preflight") return [];
  const spared = preflight.because.map((because) => needless(because, method));
  const sentences = spared.filter((sentence) => sentence !== null);
  if (sentences.length === 0) return [];
  return sentences.length === spared.length
    ? [...sentences, "Without it the browser would not ask first: no preflight is sent."]
    : sentences;
}

function needless(because: string, method: string): string | null {
  const [kind = "", name = ""] = because.split(" ");
  // A preflight tells the header's name and not its value; a reconstruction has both.
  const contentType = kind === "content-type" || name === "content-type";
  if (contentType && (method === "GET" || method === "HEAD")) return `A ${method} has no body: leave \`Content-Type\` out of the call.`;
  if (kind !== "header") return null;
  if (name.startsWith("access-control-")) return `${quote(name)} belongs to the server's reply: leave it out of the call.`;
  // A page may send a header called `constructor`.
  return Object.hasOwn(NEEDLESS, name) ? (NEEDLESS[name] ?? null) : null;
}

/** https://fetch.spec.whatwg.org/#credentials are cookies, client certificates and the browser's own password dialog, nothing else. */
function bearerAdvice({ preflight, reason, credentials }: Diagnosis): string[] {
  const aboutCredentials = reason !== null && /Wildcard|AllowCredentials/.test(reason) && credentials !== "omit";
  if (!aboutCredentials || !preflight.because.includes("header authorization")) return [];
  return ["A token in `Authorization` needs no credentials mode: if cookies are not needed as well, leave `credentials` out of the call."];
}
