import { messageOf as chromiumMessage } from "./chromiumMessages";
import { CORS_ERRORS, type CorsError } from "./corsError";
import { FIREFOX_UNNAMED, messageOf as firefoxMessage } from "./firefoxMessages";
import { type Found, frameOf, framesWithin } from "./messageFrames";
import type { MessageParams } from "./messages";
import { messageOf as webkitMessage } from "./webkitMessages";

export type Speaker = "chromium" | "firefox" | "webkit";

/** An engine's sentence, read back. */
export interface ReadMessage {
  readonly engine: Speaker;
  /** Every reason that this engine says so; none when the line says "blocked by CORS" and not why, or in words that are not known. */
  readonly reasons: readonly CorsError[];
  readonly params: MessageParams;
}

/** Wordings of older versions, beside those of `*Messages.ts`. */
const OLDER: readonly (readonly [Speaker, CorsError, string])[] = [
  ["chromium", "DisallowedByMode", "Request mode is 'same-origin' but the URL's origin is not same as the request origin {origin}"],
  ["chromium", "CorsDisabledScheme", "URL scheme '{scheme}' is not supported"],
  ["chromium", "PreflightInvalidStatus", "Response for preflight has invalid HTTP status code {status}"],
  ["chromium", "PreflightDisallowedRedirect", "Response for preflight is invalid (redirect)"],
  [
    "chromium",
    "InvalidAllowCredentials",
    "Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is '{failedParameter}'",
  ],
  ["firefox", "HeaderDisallowedByPreflightResponse", "missing token '{failedParameter}' in CORS header 'Access-Control-Allow-Headers'"],
  ["firefox", "PreflightInvalidStatus", "CORS preflight channel did not succeed"],
];

const LONGEST = 20_000;
const MOST = 50;

interface Sentence {
  readonly engine: Speaker;
  readonly reasons: CorsError[];
  readonly pattern: RegExp;
  /** Letters that are not a parameter: of two sentences that fit, the one that says more is meant. */
  readonly weight: number;
}

/** The inverse of each engine's `messageOf`, made of the very same texts. */
const SENTENCES: readonly Sentence[] = sentences();

function sentences(): Sentence[] {
  const asked: MessageParams = { failedParameter: "{failedParameter}" };
  const byText = new Map<string, Sentence>();
  const add = (engine: Speaker, reason: CorsError, text: string | null | undefined) => {
    // The status stands elsewhere in some versions, and is missing in others.
    const core = plain(text ?? "")
      .replace(/\.? Status code:.*$/, "")
      .replace(/\.$/, "");
    if (core === "") return;
    const known = byText.get(`${engine} ${core}`);
    if (known === undefined) {
      byText.set(`${engine} ${core}`, { engine, reasons: [reason], pattern: patternOf(core), weight: core.replace(/\{\w+\}/g, "").length });
    } else if (!known.reasons.includes(reason)) known.reasons.push(reason);
  };
  for (const reason of CORS_ERRORS) {
    add("chromium", reason, chromiumMessage(reason, asked));
    if (!FIREFOX_UNNAMED.has(reason)) add("firefox", reason, firefoxMessage(reason, asked)?.text);
    // WebKit has one sentence for several values with a comma, another for those without.
    add("webkit", reason, webkitMessage(reason, asked));
    add("webkit", reason, webkitMessage(reason, { ...asked, failedParameter: "{failedParameter}," })?.replaceAll("},", "}"));
  }
  for (const [engine, reason, text] of OLDER) add(engine, reason, text);
  return [...byText.values()].sort((a, b) => b.weight - a.weight);
}

/** Spaces may be line breaks, and a line may break behind a hyphen. */
function patternOf(text: string): RegExp {
  const pieces = text.split(/\{(\w+)\}/);
  const source = pieces.map((piece, index) => {
    if (index % 2 === 1) return `(?<${piece}>[^\\n]{0,400}${index === pieces.length - 2 && pieces.at(-1) === "" ? "" : "?"})`;
    return piece
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replace(/ /g, "\\s")
      .replace(/-/g, "-\\s?");
  });
  return new RegExp(`(?<![\\w'-])${source.join("")}`, "gi");
}

/** One kind of quote, one space, one line break: what remains of a pasted text is the words. */
export function plain(text: string): string {
  return text
    .slice(0, LONGEST)
    .replace(/[‘’‚‛“”„"`´]/g, "'")
    .replace(/[\u200b-\u200f\u2028-\u202e\u2060\ufeff]/g, "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?[\r\n]\s*/g, "\n")
    .trim();
}

/** All messages of the CORS check in a pasted text, in its order. Never throws; an empty list says that there is none. */
export function readMessages(pasted: string): ReadMessage[] {
  const text = plain(pasted);
  const found: (Found & ReadMessage)[] = [];
  for (const { engine, reasons, pattern } of SENTENCES) {
    for (const match of text.matchAll(pattern)) {
      const place = { from: match.index, to: match.index + match[0].length };
      if (found.some((one) => place.from < one.to && one.from < place.to)) continue;
      found.push({ ...place, engine, reasons, params: paramsOf(match.groups ?? {}) });
    }
  }
  found.sort((a, b) => a.from - b.from);
  const framed = found.map((one, index): Found & ReadMessage => {
    const frame = frameOf(text, one, found[index - 1]?.to ?? 0, found[index + 1]?.from ?? text.length);
    return { ...one, from: frame.from, to: frame.to, params: { ...frame.params, ...one.params } };
  });
  const bare = framesWithin(text).filter((frame) => !framed.some((one) => frame.from < one.to && one.from < frame.to));
  const all = [...framed, ...bare.map((frame) => ({ ...frame, reasons: [] }))].sort((a, b) => a.from - b.from);
  return distinct(all.map(({ engine, reasons, params }) => ({ engine, reasons, params }))).slice(0, MOST);
}

/** Placeholders that a message was pasted with are no values. */
function paramsOf(groups: Readonly<Record<string, string | undefined>>): MessageParams {
  const given = Object.entries(groups).filter(([name, value]) => value !== undefined && value !== `{${name}}`);
  return Object.fromEntries(given.map(([name, value]) => [name, name === "status" ? Number(value) : value?.trim()]));
}

/** Safari says a reason twice, once with the address; consoles repeat lines. */
function distinct(messages: readonly ReadMessage[]): ReadMessage[] {
  const kept: ReadMessage[] = [];
  for (const one of messages) {
    const twin = kept.findIndex(
      (other) => other.engine === one.engine && other.reasons.join() === one.reasons.join() && agree(other.params, one.params),
    );
    if (twin < 0) kept.push(one);
    else kept[twin] = { ...one, params: { ...one.params, ...kept[twin]?.params } };
  }
  return kept;
}

function agree(a: MessageParams, b: MessageParams): boolean {
  const names = Object.keys(a) as (keyof MessageParams)[];
  return names.every((name) => b[name] === undefined || b[name] === a[name]);
}
