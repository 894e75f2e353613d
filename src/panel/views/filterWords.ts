import type { CorsError } from "../../core/engines/corsError";
import { CORS_ERRORS } from "../../core/engines/corsError";
import { type PlainName, say } from "../../parts/say";
import { visibleText } from "../../parts/visibleText";
import { notCorsWords, reasonWords } from "../../parts/words";
import type { Suggestion } from "../filter/completions";
import type { Problem } from "../filter/parseFilter";
import { KEYS, type Key, STATES, TRAITS } from "../filter/vocabulary";

const KEY_HINTS: Readonly<Record<Key, PlainName>> = {
  is: "filterKeyIs",
  reason: "filterKeyReason",
  host: "filterKeyHost",
  origin: "filterKeyOrigin",
  method: "filterKeyMethod",
  status: "filterKeyStatus",
  has: "filterKeyHas",
  cause: "filterKeyCause",
  type: "filterKeyType",
  tab: "filterKeyTab",
};

/** What a suggestion means, where its text does not say so itself. */
export function suggestionHint({ key, text, of: kind }: Suggestion): string {
  if (key !== undefined) return say(KEY_HINTS[key]);
  if (isCorsError(text)) return reasonWords(text);
  return kind === "reason" ? notCorsWords(text) : "";
}

function isCorsError(text: string): text is CorsError {
  return (CORS_ERRORS as readonly string[]).includes(text);
}

export function problemWords({ kind, wrong }: Problem): string {
  const term = visibleText(wrong, 60);
  switch (kind) {
    case "key":
      return say("filterUnknownKey", { term, expected: KEYS.join(", ") });
    case "is":
      return say("filterUnknownValue", { term: `is:${term}`, expected: STATES.join(", ") });
    case "has":
      return say("filterUnknownValue", { term: `has:${term}`, expected: TRAITS.join(", ") });
    case "status":
      return say("filterUnknownValue", { term: `status:${term}`, expected: "404, 4xx, >=400, 400-499, none" });
    case "cause":
      return say("filterUnknownCause", { term: `cause:${term}` });
    case "tab":
      return say("filterUnknownTab", { term: `tab:${term}` });
  }
}
