import { type Ask, asksOf, type Case, type Host, type Pair, type Reply, type Stop } from "./case";
import { Random } from "./random";
import { goodPreflight, goodReply, REDIRECTS, spoilPreflight, spoilReply } from "./replies";
import { asSent, makeAgain, makeAsk, SCRIPTED } from "./requests";
import { ODD_LOCATION } from "./values";

const FIRST: Readonly<Record<Host, number>> = { api: 8, other: 2, sibling: 4, port: 2, loopback: 4, page: 0 };

/** Case `index` of a seed; each stands for itself, so that one can be played alone. */
export function makeCase(seed: number, index: number): Case {
  const random = new Random(seed, index);
  const ask = makeAsk(random);
  const again = random.chance(0.12) && SCRIPTED.includes(ask.via) ? { ask: makeAgain(random, ask), along: random.chance(0.4) } : null;
  const asks = again === null ? [ask] : [ask, again.ask];
  const hosts = makeChain(random);
  // Replies are made for the stricter of two requests.
  const credentialed = asks.some(({ credentials }) => credentials === "include");
  const stops = hosts.map((host, hop): Stop => {
    const next = hosts[hop + 1];
    const reply = next === undefined ? goodReply(random, credentialed) : redirect(random, goodReply(random, credentialed), next === host);
    return { host, preflight: goodPreflight(random, asks, credentialed), reply };
  });
  const faults: string[] = [];
  const count = Number(random.weighted({ 0: 10, 1: 52, 2: 26, 3: 8, 5: 4 }));
  for (let done = 0; done < count; done++) faults.push(spoil(random, stops, ask));
  return { index, ask, again, cookies: random.chance(0.3) ? [...new Set(hosts)] : [], stops, faults };
}

export function makeCases(seed: number, count: number): Case[] {
  return Array.from({ length: count }, (_, index) => makeCase(seed, index));
}

/** One to three hosts; at least one of them is not the page's own origin. */
function makeChain(random: Random): Host[] {
  const length = Number(random.weighted({ 1: 66, 2: 24, 3: 10 }));
  if (length === 1) return [random.weighted(FIRST)];
  const hosts: Host[] = [random.weighted({ ...FIRST, page: 7 })];
  while (hosts.length < length) {
    const last = hosts.at(-1) as Host;
    hosts.push(random.weighted({ ...FIRST, page: 5, [last]: 6 } as Record<Host, number>));
  }
  return hosts.every((host) => host === "page") ? [...hosts.slice(0, -1), "api"] : hosts;
}

function redirect(random: Random, reply: Reply, sameHost: boolean): Reply {
  const way = random.weighted({ absolute: 10, fragment: 1, scheme: 1, relative: sameHost ? 10 : 0 });
  const location = { absolute: "{next}", fragment: "{next}#f", scheme: "{nextNoScheme}", relative: "{nextPath}" }[way];
  return { status: random.pick(REDIRECTS), headers: [...reply.headers, ["Location", location]] };
}

/** Makes one thing wrong somewhere: mostly where the request goes first, since that is what hides the rest. */
function spoil(random: Random, stops: Stop[], ask: Ask): string {
  const hop = random.chance(0.5) ? 0 : random.int(stops.length);
  const stop = stops[hop] as Stop;
  const isRedirect = hop < stops.length - 1;
  if (isRedirect && random.chance(0.3)) {
    const userinfo = random.chance(0.75);
    stops[hop] = { ...stop, reply: userinfo ? withUserinfo(random, stop.reply) : withLocations(stop.reply, random.pick(ODD_LOCATION)) };
    return `${hop} redirect ${userinfo ? "userinfo" : "location"}`;
  }
  // A request without preflight has nothing to spoil there, but one that may have one is the more interesting half.
  const preflighted = !/^(?:get|head|post)$/i.test(ask.method) || ask.headers.length > 0 || ask.upload;
  if (random.chance(preflighted ? 0.62 : 0.05)) {
    const { reply, name } = spoilPreflight(random, stop.preflight, ask);
    stops[hop] = { ...stop, preflight: reply };
    return `${hop} preflight ${name}`;
  }
  const { reply, name } = spoilReply(random, stop.reply);
  stops[hop] = { ...stop, reply };
  return `${hop} ${isRedirect ? "redirect" : "response"} ${name}`;
}

function withUserinfo(random: Random, reply: Reply): Reply {
  return withLocations(reply, [random.pick(["{nextUserPass}", "{nextUserPass}", "{nextUser}", "{nextPass}", "{nextEmptyUser}"])]);
}

function withLocations(reply: Reply, values: readonly string[]): Reply {
  return {
    ...reply,
    headers: [...reply.headers.filter(([name]) => name !== "Location"), ...values.map((value): Pair => ["Location", value])],
  };
}

/** The same case with other credentials modes. `only` leaves the other request as it was. */
export function flipped(one: Case, only: number | null): Case {
  const [ask = one.ask, again] = asksOf(one).map((each, attempt) =>
    only !== null && only !== attempt
      ? each
      : { ...each, credentials: each.credentials === "include" ? ("same-origin" as const) : ("include" as const) },
  );
  return { ...one, ask, again: one.again === null || again === undefined ? null : { ...one.again, ask: again } };
}

const ORIGIN_FIELD = "Access-Control-Allow-Origin";

/** The same case with several fields of Access-Control-Allow-Origin in one, and one with a comma in several: Firefox shows both alike. */
export function remerged(one: Case): Case {
  const turned = (reply: Reply): Reply => {
    const values = reply.headers.flatMap(([name, value]) => (name === ORIGIN_FIELD ? [value.trim()] : []));
    const others = reply.headers.filter(([name]) => name !== ORIGIN_FIELD);
    const [only = ""] = values;
    const next = values.length > 1 ? [values.filter((value) => value !== "").join(", ")] : only === "" ? ["", ""] : only.split(", ");
    return values.length === 0 ? reply : { ...reply, headers: [...others, ...next.map((value): Pair => [ORIGIN_FIELD, value])] };
  };
  return { ...one, stops: one.stops.map(({ host, preflight, reply }) => ({ host, preflight: turned(preflight), reply: turned(reply) })) };
}

/** The same case where preflights pass: for hops whose preflight, if there was one, belongs to an earlier request. */
export function admitted(one: Case, hops: readonly number[]): Case {
  const asks = asksOf(one);
  const preflight: Reply = {
    status: 204,
    headers: [
      ["Access-Control-Allow-Origin", "{origin}"],
      ["Access-Control-Allow-Credentials", "true"],
      ["Access-Control-Allow-Methods", asks.map(({ method }) => asSent(method)).join()],
      ["Access-Control-Allow-Headers", asks.flatMap(({ headers }) => headers.map(([name]) => name)).join()],
    ],
  };
  return { ...one, stops: one.stops.map((stop, hop) => (hops.includes(hop) ? { ...stop, preflight } : stop)) };
}
