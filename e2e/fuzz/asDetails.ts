import type { ChromiumDetails } from "../../src/capture/chromium";
import type { ToldKind } from "../../src/core/exchange/networkEvent";
import { Random } from "../oracle/random";
import type { FuzzCase, Wire } from "./cases";
import type { Bytes } from "./hostilePieces";

export interface Detail {
  readonly kind: ToldKind;
  readonly details: ChromiumDetails;
}

type Header = NonNullable<ChromiumDetails["responseHeaders"]>[number];

const HOSTS = ["api.test", "1.2.3.4", "[::1]:8443", "xn--80ak6aa92e.example", `${"a".repeat(60)}.example`] as const;
const ERRORS = [
  "net::ERR_FAILED",
  "net::ERR_FAILED",
  "net::ERR_BLOCKED_BY_CLIENT",
  "net::ERR_INVALID_HTTP_RESPONSE",
  "",
  "<b>",
  "__proto__",
];

/** Firefox and old files name no initiator. */
const UNTOLD = "untold";

/**
 * What webRequest could say of a case. `mean`: what no browser lets through is told as well, and in any order and with gaps; whatever stands
 * behind has to survive it.
 */
export function asDetails(seed: number, one: FuzzCase, mean: boolean): Detail[] {
  const random = new Random(seed, one.index, 1);
  const url = URL.parse(`${random.pick(["http", "https"])}://${random.pick(HOSTS)}/${one.path}`)?.href ?? "http://api.test/";
  const id = String(one.index);
  const base = 1_750_000_000_000 + one.index * 10;
  const initiator = random.pick(["http://app.test", "http://app.test", "null", "https://evil.example", "__proto__", UNTOLD]);
  const context = {
    type: random.pick(["xmlhttprequest", "xmlhttprequest", "image", "font", "other"]),
    tabId: 1,
    frameId: 0,
    initiator: initiator === UNTOLD ? undefined : initiator,
  };
  const all: Detail[] = [];
  const say = (kind: Detail["kind"], requestId: string, method: string, more: Partial<ChromiumDetails> = {}): void => {
    all.push({ kind, details: { requestId, url, method, ...context, timeStamp: base + all.length, ...more } });
  };
  const answer = (requestId: string, method: string, { statusLine, fields }: Wire): void =>
    say("answered", requestId, method, {
      statusCode: Number(statusLine.split(" ")[1]),
      statusLine,
      responseHeaders: headersOf(fields, mean),
    });
  const end = (requestId: string, method: string): void => {
    if (random.chance(0.5)) say("failed", requestId, method, { error: random.pick(ERRORS) });
    else say("accepted", requestId, method, { statusCode: 200, fromCache: random.chance(0.1), ip: "127.0.0.1" });
  };
  const origin: Header = { name: "Origin", value: initiator === UNTOLD ? "http://app.test" : initiator };

  say("started", id, one.method);
  if (one.headers.length > 0 || random.chance(0.3)) {
    const preflight = `${id}p`;
    say("started", preflight, "OPTIONS");
    say("sent", preflight, "OPTIONS", {
      requestHeaders: [
        origin,
        { name: "Access-Control-Request-Method", value: one.method },
        { name: "Access-Control-Request-Headers", value: one.headers.map(([name]) => name).join(",") },
      ],
    });
    answer(preflight, "OPTIONS", one.preflight);
    end(preflight, "OPTIONS");
  }
  say("sent", id, one.method, { requestHeaders: [origin, ...headersOf(one.headers, mean)] });
  answer(id, one.method, one.reply);
  end(id, one.method);
  return mean ? disturbed(random, all) : all;
}

/** Sometimes one is lost, or two come the wrong way round. */
function disturbed(random: Random, all: Detail[]): Detail[] {
  if (random.chance(0.1)) all.splice(random.int(all.length), 1);
  if (random.chance(0.1)) all.push(...all.splice(random.int(all.length), 1));
  return all;
}

const TOKEN = /^[!#$%&'*+\-.^`|~\w]+$/;

function headersOf(list: readonly (readonly [Bytes, Bytes])[], mean: boolean): Header[] {
  if (mean) return list.map(([name, value]) => headerOf(name, value));
  return list
    .filter(([name]) => TOKEN.test(name))
    .map(([name, value]) => headerOf(name, value.replace(/[\r\n\0]/g, " ").replace(/^[ \t]+|[ \t]+$/g, "")));
}

/** A value that is UTF-8 comes as text, another one as its bytes. */
function headerOf(name: Bytes, value: Bytes): Header {
  const bytes = Uint8Array.from(value, (character) => character.charCodeAt(0) & 0xff);
  try {
    return { name, value: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { name, binaryValue: [...bytes] };
  }
}
