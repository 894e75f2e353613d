import type { Ending, PageWitness } from "../exchange/exchange";
import type { Header } from "../exchange/networkEvent";
import { plainStatusLine } from "./transcript";
import type { DraftContext, DraftExchange, DraftHop } from "./transcriptDraft";
import { ABSENT, readInstant, readInteger, readOffset, readWord, unescaped } from "./transcriptWords";

/** The kinds of line of a transcript. Each answers whether the line is one; the reader says what it expected. */

/** `+0 sent +2 answered +9`, all of it optional. */
export function readHeading(exchange: DraftExchange, words: readonly string[]): DraftHop | null {
  const rest = [...words];
  const time = (): number => {
    const stated = rest[0] === undefined ? null : readOffset(rest[0]);
    if (stated !== null) rest.shift();
    return exchange.time(stated);
  };
  const take = (keyword: string): boolean => rest[0] === keyword && rest.shift() !== undefined;
  const startedAt = time();
  const startSeen = !take("unseen");
  const unsent = take("unsent");
  if (!unsent) take("sent");
  const sentAt = unsent ? null : time();
  take("answered");
  const answeredAt = time();
  if (rest.length > 0) return null;
  return { url: null, method: "", startedAt, startSeen, sentAt, answeredAt, sent: [], reply: null };
}

export function readRequestLine(hop: DraftHop, [method, url, ...more]: readonly string[]): boolean {
  const [name, target] = [readWord(method ?? ""), readWord(url ?? "")];
  if (method === undefined || url === undefined || more.length > 0 || name === null || target === null) return false;
  hop.method = name;
  hop.url = target;
  return true;
}

export function readStatus(hop: DraftHop, rest: string): boolean {
  const [, digits = "", text] = /^ +(-?\d+)(?: (.*))?$/.exec(rest) ?? [];
  const status = readInteger(digits);
  if (status === null) return false;
  const line = text === undefined ? plainStatusLine(status) : text === ABSENT ? "" : unescaped(text);
  if (line === null) return false;
  hop.reply = { status, statusLine: line, headers: [] };
  return true;
}

/** As long as capture keeps values. */
const LONGEST = 8192;

export function readHeader(rest: string): Header | null {
  const [, written = "", cut, text = ""] = /^ +([^\s:]+)(?: \[(\d+)\])?:(?: (.*))?$/.exec(rest) ?? [];
  const [name, value] = [readWord(written), unescaped(text)];
  const fullLength = cut === undefined ? null : readInteger(cut);
  if (written === "" || name === null || value === null || (cut !== undefined && fullLength === null)) return null;
  const length = fullLength ?? (value.length > LONGEST ? value.length : null);
  return length === null ? [name, value] : [name, value.slice(0, LONGEST), length];
}

/** Undefined for what is no outcome; null for one that is still open. */
export function readEnd(exchange: DraftExchange, words: readonly string[]): Ending | null | undefined {
  const [kind, what, ...rest] = words;
  if (kind === "open" && what === undefined) return null;
  if (kind === "unseen" && rest.length === 0) {
    const stated = what === undefined ? null : readOffset(what);
    return what !== undefined && stated === null ? undefined : { kind, at: exchange.time(stated) / 1000 };
  }
  if (what === undefined) return undefined;
  const stated = rest.length === 0 ? null : readOffset(rest.at(-1) as string);
  const at = exchange.time(stated) / 1000;
  const more = stated === null ? rest : rest.slice(0, -1);
  if (kind === "failed") {
    const error = readWord(what);
    const said = more.join(" ");
    return error === null || (said !== "" && said !== "after accepted") ? undefined : { kind, at, error, afterAccepted: said !== "" };
  }
  const status = readInteger(what);
  const fromCache = more[0] === "from" && more[1] === "cache";
  const [by, address, ...surplus] = fromCache ? more.slice(2) : more;
  const ip = address === undefined ? undefined : readWord(address);
  if (kind !== "accepted" || status === null || surplus.length > 0 || ip === null) return undefined;
  if (by !== undefined && (by !== "by" || ip === undefined)) return undefined;
  return { kind, at, status, fromCache, ...(ip === undefined ? {} : { ip }) };
}

export function readContext(context: Partial<DraftContext>, keyword: string, words: readonly string[]): boolean {
  const [first] = words;
  if (keyword === "place") return readPlace(context, words);
  if ((keyword !== "from" && keyword !== "type") || first === undefined || words.length > 1) return false;
  const value = readWord(first);
  if (value === null) return false;
  if (keyword === "type") context.type = value;
  else context.initiator = first === ABSENT ? null : value;
  return true;
}

const PLACE_WORDS = new Set(["tab", "frame", "document", "container", "window", "seen-by"]);

function readPlace(context: Partial<DraftContext>, words: readonly string[]): boolean {
  const found = pairs(words);
  if (found === null || [...found.keys()].some((name) => !PLACE_WORDS.has(name))) return false;
  const [tabId, frameId] = [readInteger(found.get("tab") ?? "-1"), readInteger(found.get("frame") ?? "-1")];
  const [documentId, container, window, toldBy] = ["document", "container", "window", "seen-by"].map((name) => found.get(name));
  if (tabId === null || frameId === null || (window ?? "private") !== "private" || (toldBy ?? "firefox") !== "firefox") return false;
  context.place = {
    tabId,
    frameId,
    ...(documentId === undefined ? {} : { documentId }),
    ...(window === undefined ? {} : { incognito: true }),
    ...(container === undefined ? {} : { container }),
    ...(toldBy === undefined ? {} : { toldBy: "firefox" }),
  };
  return true;
}

export function readRemark(exchange: DraftExchange, keyword: string, words: readonly string[]): boolean {
  if (keyword === "incomplete" && words.length === 0) {
    exchange.incomplete = true;
    return true;
  }
  if (keyword === "copy" && words[0] === "of" && words.length === 2) {
    exchange.cachedFrom = readInstant(words[1] as string) ?? undefined;
    return exchange.cachedFrom !== undefined;
  }
  return keyword === "says" && readWitness(exchange, words);
}

const CREDENTIALS: readonly PageWitness["credentials"][] = ["omit", "same-origin", "include"];

function readWitness(exchange: DraftExchange, words: readonly string[]): boolean {
  const found = pairs(words);
  const credentials = CREDENTIALS.find((one) => one === found?.get("credentials"));
  if (found === null || credentials === undefined) return false;
  const callSite = found.get("at");
  exchange.witness = { credentials, mode: found.get("mode") ?? "cors", ...(callSite === undefined ? {} : { callSite }) };
  return found.size === (callSite === undefined ? 1 : 2) + (found.has("mode") ? 1 : 0);
}

/** `tab 1 frame 0`. Null where a name has no value, or a value a bad escape. */
function pairs(words: readonly string[]): Map<string, string> | null {
  const found = new Map<string, string>();
  for (let index = 0; index < words.length; index += 2) {
    const value = words[index + 1] === undefined ? null : readWord(words[index + 1] as string);
    if (value === null) return null;
    found.set(words[index] as string, value);
  }
  return found;
}
