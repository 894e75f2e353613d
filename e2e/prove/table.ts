import { request } from "node:http";
import type { Policy } from "../../src/core/remedy/policy";
import type { Survives } from "./proof";
import type { Shape } from "./shapes";
import { hasPreflight } from "./shapes";

interface Answer {
  /** Of the request. */
  readonly method: string;
  readonly status: number;
  /** Every value of a field, one item a line. */
  fields(name: string): string[];
}

/** No agent: several servers close the connection after a 500, and the next request on it would fail for that. */
function ask(port: number, method: string, path: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { port, host: "127.0.0.1", method, path, headers: { Host: `api.test:${port}`, ...headers }, agent: false },
      (reply) => {
        reply.resume();
        const raw = reply.rawHeaders;
        const fields = (name: string) => raw.filter((_, index) => index % 2 === 1 && raw[index - 1]?.toLowerCase() === name);
        reply.on("end", () => resolve({ method, status: reply.statusCode ?? 0, fields }));
        reply.on("error", reject);
      },
    );
    sent.setTimeout(20_000, () => sent.destroy(new Error(`${method} ${path} was not answered in 20 s`)));
    sent.on("error", reject);
    // A framework that parses JSON refuses a body that is none.
    sent.end(headers["content-type"] === undefined || method === "OPTIONS" ? undefined : "{}");
  });
}

const listed = (answer: Answer, name: string): string[] =>
  answer
    .fields(name)
    .join()
    .split(",")
    .map((item) => item.trim().toLowerCase())
    .filter((item) => item !== "");

/** What a policy promises, read from the wire: the browser's own checks hide what it does not look at. Throws at the first broken promise. */
export async function holdTable(port: number, policy: Policy, shape: Shape): Promise<Survives> {
  let survives: Survives = { e404: true, e500: true, vary: true };
  for (const origin of policy.allowedOrigins) {
    if (hasPreflight(shape)) await holdPreflight(port, policy, shape, origin);
    const reply = await ask(port, shape.method, "/items", { Origin: origin, ...shape.headers });
    if (reply.status !== 200) throw new Error(`${shape.method} /items from ${origin} was answered ${reply.status}`);
    holdReply(reply, policy, origin, "/items");
    const missing = await errorAt(port, policy, shape, origin, "/missing", 404);
    const broken = await errorAt(port, policy, shape, origin, "/broken", 500);
    survives = {
      e404: survives.e404 && missing.readable,
      e500: survives.e500 && broken.readable,
      vary: survives.vary && missing.vary && broken.vary,
    };
  }
  return { ...survives, vary: (await holdStrangers(port, policy, shape)) && survives.vary };
}

async function holdPreflight(port: number, policy: Policy, shape: Shape, origin: string): Promise<void> {
  const reply = await ask(port, "OPTIONS", "/items", preflightHeaders(shape, origin));
  if (reply.status < 200 || reply.status > 299) throw new Error(`the preflight from ${origin} was answered ${reply.status}`);
  holdReply(reply, policy, origin, "the preflight");
  const methods = listed(reply, "access-control-allow-methods");
  for (const method of policy.allowedMethods) {
    if (!methods.includes(method.toLowerCase())) throw new Error(`Access-Control-Allow-Methods of the preflight lacks ${method}`);
  }
  const headers = listed(reply, "access-control-allow-headers");
  for (const name of policy.allowedHeaders) {
    if (!headers.includes(name)) throw new Error(`Access-Control-Allow-Headers of the preflight lacks ${name}`);
  }
}

function holdReply(reply: Answer, policy: Policy, origin: string, what: string): void {
  holdOnce(reply, policy, origin, what);
  // What answers OPTIONS is kept by no HTTP cache (RFC 9110, 9.3.7), so that Vary means nothing on it.
  if (reply.method !== "OPTIONS" && policy.allowedOrigins.length > 1 && !variesByOrigin(reply))
    throw new Error(`${what} depends on the Origin and lacks Vary: Origin`);
}

function variesByOrigin(reply: Answer): boolean {
  return listed(reply, "vary").some((name) => name === "origin" || name === "*");
}

/** One origin, one value: neither missing nor doubled by a second layer. */
function holdOnce(reply: Answer, policy: Policy, origin: string, what: string): void {
  const allowed = reply.fields("access-control-allow-origin");
  if (allowed.length !== 1 || allowed[0] !== origin) {
    throw new Error(`Access-Control-Allow-Origin of ${what} is ${JSON.stringify(allowed)}, expected ${origin} once`);
  }
  const credentials = reply.fields("access-control-allow-credentials");
  if (policy.allowCredentials === true && (credentials.length !== 1 || credentials[0] !== "true")) {
    throw new Error(`Access-Control-Allow-Credentials of ${what} is ${JSON.stringify(credentials)}, expected true once`);
  }
}

/** An error reply may lack the headers, which is then known of the stack; what it says must be right. */
async function errorAt(port: number, policy: Policy, shape: Shape, origin: string, path: string, status: number) {
  const reply = await ask(port, shape.method, path, { Origin: origin, ...shape.headers });
  if (reply.status !== status) throw new Error(`${path} of the base application was answered ${reply.status}, expected ${status}`);
  const readable = reply.fields("access-control-allow-origin").length > 0;
  if (readable) holdOnce(reply, policy, origin, path);
  return { readable, vary: !readable || variesByOrigin(reply) };
}

/**
 * Origins that look like an allowed one, to whoever compares by prefix, suffix, pattern or host alone. One with a slash behind it is not among
 * them: no browser sends that, and Django compares parsed URLs, to which it is the same.
 */
export function lookAlikes(origin: string): string[] {
  const { protocol, hostname, port } = new URL(origin);
  const tail = port === "" ? "" : `:${port}`;
  return [
    `${protocol}//${hostname}.evil.test${tail}`,
    `${protocol}//evil${hostname}${tail}`,
    `${protocol}//sub.${hostname}${tail}`,
    `${protocol}//${hostname.replaceAll(".", "x")}${tail}`,
    `${protocol}//${hostname}:${Number(port || 80) + 1}`,
    `${protocol}//${hostname}`,
    `${protocol === "http:" ? "https:" : "http:"}//${hostname}${tail}`,
    `${origin},https://evil.test`,
  ].filter((other) => other !== origin);
}

/** Nobody else gets in, neither at the preflight nor at the reply. True when every such reply says `Vary: Origin`. */
async function holdStrangers(port: number, policy: Policy, shape: Shape): Promise<boolean> {
  const strangers = ["https://evil.test", "null", ...policy.allowedOrigins.flatMap(lookAlikes)].filter(
    (origin) => !policy.allowedOrigins.includes(origin),
  );
  let vary = true;
  for (const origin of new Set(strangers)) {
    const replies = [
      await ask(port, "GET", "/items", { Origin: origin }),
      await ask(port, shape.method, "/items", { Origin: origin, ...shape.headers }),
    ];
    if (hasPreflight(shape)) replies.push(await ask(port, "OPTIONS", "/items", preflightHeaders(shape, origin)));
    for (const reply of replies) {
      const allowed = reply.fields("access-control-allow-origin");
      if (allowed.includes("*") || allowed.includes(origin))
        throw new Error(`${origin} is let in: Access-Control-Allow-Origin: ${allowed}`);
      vary &&= reply.method === "OPTIONS" || variesByOrigin(reply);
    }
  }
  return vary;
}

function preflightHeaders({ method, headers }: Shape, origin: string): Record<string, string> {
  const names = Object.keys(headers).sort().join(",");
  return { Origin: origin, "Access-Control-Request-Method": method, ...(names === "" ? {} : { "Access-Control-Request-Headers": names }) };
}
