import { Random } from "../oracle/random";
import { hostileText, hostileToken, hostileValue } from "./hostile";
import type { Bytes } from "./hostilePieces";

/** What a server writes, byte for byte. */
export interface Wire {
  readonly statusLine: Bytes;
  readonly fields: readonly (readonly [name: Bytes, value: Bytes])[];
}

/** One request of a page and what it is answered. Everything in it follows from seed and index. */
export interface FuzzCase {
  readonly index: number;
  readonly method: string;
  /** Behind the slash, as the page writes it. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly credentials: "omit" | "include";
  readonly preflight: Wire;
  readonly reply: Wire;
}

/** Names that reach a check, a table, a guess about the server or a special case somewhere. */
const NAMES = [
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Credentials",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Expose-Headers",
  "Access-Control-Max-Age",
  "Access-Control-Allow-Private-Network",
  "Vary",
  "Server",
  "Via",
  "X-Powered-By",
  "X-Cache",
  "Age",
  "Date",
  "Cache-Control",
  "Content-Type",
  "Cross-Origin-Resource-Policy",
  "Timing-Allow-Origin",
  "Set-Cookie",
  "WWW-Authenticate",
  "Link",
  "Content-Security-Policy",
  "Refresh",
  "X-Frame-Options",
] as const;

const STATUSES = [200, 200, 200, 201, 204, 206, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 500, 502, 503, 599] as const;

export function makeCase(seed: number, index: number): FuzzCase {
  const random = new Random(seed, index);
  const plain = random.chance(0.5);
  return {
    index,
    method: plain ? random.pick(["GET", "GET", "HEAD", "POST"]) : random.pick(["PUT", "DELETE", "PATCH", "patch", hostileToken(random)]),
    path: pathOf(random),
    headers:
      plain && random.chance(0.6) ? [] : Array.from({ length: random.int(4) }, () => [hostileToken(random), hostileValue(random)] as const),
    credentials: random.chance(0.3) ? "include" : "omit",
    preflight: wire(random, true),
    reply: wire(random, false),
  };
}

function pathOf(random: Random): string {
  const path = Array.from({ length: random.int(3) }, () => hostileText(random)).join("/");
  const query = random.chance(0.5) ? "" : `?${random.pick(["q", "token", "__proto__", hostileText(random)])}=${hostileText(random)}`;
  return path + query;
}

function wire(random: Random, preflight: boolean): Wire {
  const status = random.pick(STATUSES);
  const count = random.weighted({ none: 1, few: 10, many: 2, thousands: 0.03 });
  const most = { none: 0, few: 6, many: 40, thousands: 3000 }[count];
  const fields = Array.from({ length: most === 0 ? 0 : 1 + random.int(most) }, () => field(random));
  if (preflight && random.chance(0.6)) fields.push(...letThrough(random));
  if (status >= 300 && status < 400 && random.chance(0.8)) fields.push(["Location", hostileValue(random)]);
  return { statusLine: statusLine(random, status), fields };
}

/** So that the reply behind the preflight is seen as well. */
function letThrough(random: Random): (readonly [Bytes, Bytes])[] {
  return [
    ["Access-Control-Allow-Origin", random.chance(0.5) ? "*" : "http://app.test"],
    ["Access-Control-Allow-Methods", "*"],
    ["Access-Control-Allow-Headers", "*"],
    ["Access-Control-Allow-Credentials", "true"],
  ];
}

function statusLine(random: Random, status: number): Bytes {
  const version = random.weighted({ "HTTP/1.1": 20, "HTTP/1.0": 2, "HTTP/9.9": 1 });
  return `${version} ${status}${random.chance(0.5) ? "" : ` ${random.chance(0.5) ? "OK" : hostileValue(random)}`}`;
}

function field(random: Random): readonly [Bytes, Bytes] {
  if (random.chance(0.6)) return [random.pick(NAMES), hostileValue(random)];
  return [random.chance(0.6) ? hostileToken(random) : hostileValue(random), hostileValue(random)];
}
