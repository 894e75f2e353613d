import type { Ask, Pair, Reply } from "./case";
import type { Random } from "./random";
import { asSent } from "./requests";
import { ALLOW_CREDENTIALS, ALLOW_ORIGIN, MALFORMED, MAX_AGE, ODD_BUT_GOOD } from "./values";

const named =
  (name: string) =>
  (value: string): Pair => [name, value];
const methodsField = named("Access-Control-Allow-Methods");
const headersField = named("Access-Control-Allow-Headers");

const without = (headers: readonly Pair[], name: string): Pair[] => headers.filter(([other]) => other !== name);
const replace = (reply: Reply, name: string, fields: readonly Pair[]): Reply => ({
  ...reply,
  headers: [...without(reply.headers, name), ...fields],
});

/** What lets this origin in: never a fault, whether credentials are included or not. */
function admitting(random: Random, credentialed: boolean): Pair[] {
  const origin = !credentialed && random.chance(0.4) ? "*" : random.chance(0.1) ? " \t{origin}\t " : "{origin}";
  const told = credentialed ? (random.chance(0.1) ? "\ttrue " : "true") : random.chance(0.3) ? random.pick(["true", "false", ""]) : null;
  return [["Access-Control-Allow-Origin", origin], ...(told === null ? [] : [["Access-Control-Allow-Credentials", told] as const])];
}

export function goodPreflight(random: Random, asks: readonly Ask[], credentialed: boolean): Reply {
  const methods = [...new Set(asks.map(({ method }) => asSent(method)))];
  const names = [...new Set(asks.flatMap(({ headers }) => headers.map(([name]) => name)))];
  const star = !credentialed && random.chance(0.2);
  const maxAge = random.chance(0.4) ? [named("Access-Control-Max-Age")(random.pick(MAX_AGE))] : [];
  return {
    status: random.pick([200, 204, 204, 204, 299]),
    headers: [
      ...admitting(random, credentialed),
      ...(needsMethod(methods) || random.chance(0.3) ? [methodsField(star ? "*" : dressed(random, methods))] : []),
      ...(names.length > 0 || random.chance(0.2) ? [headersField(star ? "*" : dressed(random, cased(random, names)))] : []),
      ...maxAge,
    ],
  };
}

const needsMethod = (methods: readonly string[]): boolean => methods.some((method) => !/^(?:GET|HEAD|POST)$/.test(method));
const cased = (random: Random, names: readonly string[]): string[] =>
  names.map((name) => (random.chance(0.5) ? name.toLowerCase() : name.toUpperCase()));
const dressed = (random: Random, list: readonly string[]): string =>
  (random.chance(0.2) ? random.pick(ODD_BUT_GOOD) : "{}").replace("{}", () =>
    list.length === 0 ? "x-none" : list.join(random.pick([",", ", ", "\t,"])),
  );

export function goodReply(random: Random, credentialed: boolean): Reply {
  // No status keeps a reply from passing.
  return {
    status: random.chance(0.6) ? 200 : random.pick([204, 201, 206, 304, 400, 401, 403, 404, 405, 500, 502, 300, 302, 307]),
    headers: admitting(random, credentialed),
  };
}

const PREFLIGHT_LOCATION = ["{own}", "{other}/x", "/x", "http://u:p@x/", "http://", "http://[", "data:,x", "javascript:1"];

export const REDIRECTS = [301, 302, 303, 307, 308] as const;

export type SharedFault = "origin" | "star" | "absent" | "credentials";
export type PreflightFault = SharedFault | "status" | "redirect" | "no-redirect" | "methods-parse" | "headers-parse" | "method" | "headers";

const SHARED: Readonly<Record<SharedFault, number>> = { origin: 30, star: 8, absent: 5, credentials: 11 };
const PREFLIGHT: Readonly<Record<PreflightFault, number>> = {
  ...SHARED,
  origin: 20,
  status: 8,
  redirect: 6,
  "no-redirect": 2,
  "methods-parse": 8,
  "headers-parse": 8,
  method: 12,
  headers: 14,
};

const ORIGIN_KINDS: Readonly<Record<string, number>> = {
  other: 5,
  slash: 3,
  case: 3,
  scheme: 4,
  port: 3,
  null: 3,
  "two-fields": 4,
  comma: 4,
  space: 3,
  empty: 4,
  garbage: 4,
  host: 4,
  odd: 14,
};

export interface Faulted {
  readonly reply: Reply;
  readonly name: string;
}

/** Makes one thing of the reply wrong. Some are wrong only under credentials, and some not for this request: these are the near misses. */
export function spoilReply(random: Random, reply: Reply): Faulted {
  return spoilShared(random, reply, random.weighted(SHARED));
}

export function spoilPreflight(random: Random, reply: Reply, ask: Ask): Faulted {
  const fault = random.weighted(PREFLIGHT);
  const as = (spoilt: Reply, name: string = fault): Faulted => ({ reply: spoilt, name });
  switch (fault) {
    case "status":
      return as({ ...reply, status: random.pick([304, 400, 401, 403, 404, 405, 500, 502, 300]) });
    case "redirect":
      return as({
        status: random.pick(REDIRECTS),
        headers: [...reply.headers, ["Location", random.pick(PREFLIGHT_LOCATION)]],
      });
    case "no-redirect":
      return as({ status: random.pick(REDIRECTS), headers: random.chance(0.5) ? reply.headers : [...reply.headers, ["Location", ""]] });
    case "methods-parse":
      return as(replace(reply, "Access-Control-Allow-Methods", [methodsField(malformed(random, asSent(ask.method)))]));
    case "headers-parse":
      return as(
        replace(reply, "Access-Control-Allow-Headers", [headersField(malformed(random, ask.headers.map(([name]) => name).join(", ")))]),
      );
    case "method":
      return as(replace(reply, "Access-Control-Allow-Methods", wrongMethods(random, asSent(ask.method))));
    case "headers":
      return as(replace(reply, "Access-Control-Allow-Headers", wrongHeaders(random, ask)));
    default:
      return spoilShared(random, reply, fault);
  }
}

function spoilShared(random: Random, reply: Reply, fault: SharedFault): Faulted {
  const origin = (kind: string): Faulted => ({
    reply: replace(reply, "Access-Control-Allow-Origin", random.pick(ALLOW_ORIGIN[kind] ?? [[]])),
    name: `origin:${kind}`,
  });
  if (fault === "credentials")
    return { reply: replace(reply, "Access-Control-Allow-Credentials", random.pick(ALLOW_CREDENTIALS)), name: fault };
  return origin(fault === "origin" ? random.weighted(ORIGIN_KINDS) : fault);
}

const malformed = (random: Random, list: string): string => random.pick(MALFORMED).replace("{}", () => (list === "" ? "x-none" : list));

function wrongMethods(random: Random, method: string): Pair[] {
  const others = "GET, POST, TRACE";
  return random
    .pick<string[]>([
      [],
      [""],
      [", ,"],
      [others],
      ["*"],
      ["*", others],
      [`${others}, *`],
      [method.toLowerCase(), others],
      [method.toUpperCase()],
      [`${method}x`],
      [`x${method}`, "*x"],
    ])
    .map(methodsField);
}

function wrongHeaders(random: Random, { headers }: Ask): Pair[] {
  const names = headers.map(([name]) => name.toLowerCase());
  const part = names.length > 1 ? names.filter(() => random.chance(0.5)) : [];
  return random
    .pick<string[]>([
      [],
      [""],
      [part.join(", ")],
      [part.join(", ")],
      ["*"],
      ["*"],
      ["*", part.join(",")],
      ["content-type, x-none"],
      names.map((name) => `${name}x`),
      names.slice(1),
    ])
    .map(headersField);
}
