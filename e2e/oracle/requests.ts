import { type Ask, type Credentials, type Pair, VIAS, type Via } from "./case";
import type { Random } from "./random";
import { CUSTOM_HEADERS, REQUEST_HEADERS, SUMMED } from "./requestValues";

const HOW_OFTEN: Readonly<Record<Via, number>> = {
  fetch: 50,
  xhr: 18,
  image: 3,
  script: 3,
  module: 3,
  font: 3,
  "event-source": 3,
  worker: 8,
  sandbox: 8,
};

const PLAIN_METHODS = ["GET", "GET", "GET", "HEAD", "POST", "get", "head", "Post"] as const;
const OTHER_METHODS = [
  "PUT",
  "DELETE",
  "PATCH",
  "Put",
  "delete",
  "patch",
  "PaTcH",
  "FOO",
  "foo",
  "OPTIONS",
  "QUERY",
  "PROPFIND",
  "*",
  "X!-~",
] as const;

/** fetch() and XHR write these six in capitals, and no other. */
const NORMALISED = /^(?:delete|get|head|options|post|put)$/i;
export const asSent = (method: string): string => (NORMALISED.test(method) ? method.toUpperCase() : method);

export function makeAsk(random: Random): Ask {
  const via = random.weighted(HOW_OFTEN);
  const scripted = via === "fetch" || via === "xhr" || via === "worker" || via === "sandbox";
  const credentials = credentialsOf(random, via);
  if (!scripted) return { via, method: "GET", headers: [], credentials, body: null, upload: false };
  const method = random.chance(0.42) ? random.pick(OTHER_METHODS) : random.pick(PLAIN_METHODS);
  const bodiless = /^(?:get|head)$/i.test(method);
  return {
    via,
    method,
    headers: headersOf(random),
    credentials,
    body: !bodiless && random.chance(0.5) ? "body" : null,
    upload: via === "xhr" && random.chance(0.2),
  };
}

/** A second request to the same URL: mostly the same once more, else with one thing changed. */
export function makeAgain(random: Random, ask: Ask): Ask {
  switch (random.weighted({ same: 5, credentials: 2, method: 2, headers: 2 })) {
    case "same":
      return ask;
    case "credentials":
      return { ...ask, credentials: ask.credentials === "include" ? "same-origin" : "include" };
    case "method":
      return { ...ask, method: random.pick(OTHER_METHODS) };
    case "headers":
      return { ...ask, headers: headersOf(random) };
  }
}

function credentialsOf(random: Random, via: Via): Credentials {
  if (via === "font") return "same-origin";
  const chosen = random.weighted({ omit: 2, "same-origin": 4, include: 6 });
  // Only fetch() can say omit; the others' smaller choice is same-origin.
  return chosen === "omit" && via !== "fetch" && via !== "worker" && via !== "sandbox" ? "same-origin" : chosen;
}

function headersOf(random: Random): Pair[] {
  switch (random.weighted({ none: 40, custom: 22, authorization: 10, edge: 22, summed: 4, many: 4 })) {
    case "none":
      return [];
    case "custom":
      return pickSome(random, CUSTOM_HEADERS, 1 + random.int(3));
    case "authorization":
      return [["Authorization", "Bearer x"], ...(random.chance(0.3) ? [random.pick(CUSTOM_HEADERS)] : [])];
    case "edge":
      return edges(random, 1);
    case "summed":
      return summed(random);
    case "many":
      return [...edges(random, 2), ...pickSome(random, CUSTOM_HEADERS, 2)];
  }
}

function edges(random: Random, count: number): Pair[] {
  // The four that the standard names matter most.
  const names = Object.keys(REQUEST_HEADERS);
  const chosen = new Set(Array.from({ length: count }, () => (random.chance(0.7) ? names[random.int(5)] : random.pick(names))));
  return [...chosen].map((name) => [name as string, random.pick(REQUEST_HEADERS[name as string] ?? [""])]);
}

/** Safelisted values of 1023 to 1026 bytes together. */
function summed(random: Random): Pair[] {
  const total = 1023 + random.int(4);
  const names = pickSome(random, SUMMED, 9);
  return names.map((name, index) => [name, "1".repeat(index < 8 ? 127 : total - 8 * 127)]);
}

function pickSome<T>(random: Random, list: readonly T[], count: number): T[] {
  const left = [...list];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(random.int(left.length), 1)[0] as T);
}

export const SCRIPTED: readonly Via[] = VIAS.filter((via) => ["fetch", "xhr", "worker", "sandbox"].includes(via));
