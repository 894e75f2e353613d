import type { Finding } from "../core/report/redact";
import type { SecretKind } from "../core/report/secret";
import { say, sayCount } from "../parts/say";

const KINDS = {
  credential: "exportCredentials",
  named: "exportNamed",
  token: "exportTokens",
  email: "exportEmails",
  random: "exportRandoms",
} as const;

/** `3 e-mail addresses`. */
export function kindWords(kind: SecretKind, count: number): string {
  return sayCount(KINDS[kind], count);
}

/** `3 e-mail addresses, 2 long random values`, in an order that does not change. */
export function removedWords(findings: readonly Finding[]): string {
  const kinds = (Object.keys(KINDS) as SecretKind[]).map((kind) => {
    const count = findings.filter((finding) => finding.kind === kind).reduce((sum, finding) => sum + finding.count, 0);
    return count === 0 ? "" : kindWords(kind, count);
  });
  return kinds.filter((words) => words !== "").join(", ");
}

const PLACES = { header: "exportInHeader", query: "exportInQuery", fragment: "exportInFragment" } as const;

/** Where it stood. `name` is a stranger's text: whoever shows it makes it visible. */
export function placeWords({ where, name }: Pick<Finding, "where" | "name">): string {
  if (where === "userinfo") return say("exportInUserinfo");
  if (where === "path") return say("exportInPath");
  return name === "" ? say("exportInUrl") : say(PLACES[where], { name });
}
