import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Policy } from "../../src/core/remedy/policy";
import { shapeOf } from "./shapes";
import { holdTable, lookAlikes } from "./table";

/** The prover is proven: each kind of wrong server is caught by the table, and the right one passes. */
const ORIGIN = "http://app.test:8000";
const POLICY: Policy = {
  allowedOrigins: [ORIGIN, "http://admin.test:8000"],
  allowedMethods: ["PUT"],
  allowedHeaders: ["content-type", "x-tenant", "x-trace-id"],
  exposedHeaders: [],
  allowCredentials: true,
  maxAge: 600,
  vary: true,
  provenance: {},
};

type Allows = (origin: string) => boolean;
interface Faults {
  readonly allows?: Allows;
  readonly spoil?: (response: ServerResponse, request: IncomingMessage) => void;
  readonly bareErrors?: boolean;
}

let close: () => void = () => undefined;
afterEach(() => close());

async function portOf({ allows = (origin) => POLICY.allowedOrigins.includes(origin), spoil, bareErrors }: Faults): Promise<number> {
  const server = createServer((request, response) => {
    const origin = request.headers.origin ?? "";
    const status = request.method === "OPTIONS" ? 204 : request.url === "/items" ? 200 : request.url === "/broken" ? 500 : 404;
    response.statusCode = status;
    response.setHeader("Vary", "Origin");
    if (allows(origin) && !(bareErrors === true && status >= 400)) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Allow-Credentials", "true");
      response.setHeader("Access-Control-Allow-Methods", "PUT");
      response.setHeader("Access-Control-Allow-Headers", "content-type, x-trace-id, x-tenant");
    }
    spoil?.(response, request);
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  close = () => server.close();
  return (server.address() as AddressInfo).port;
}

const run = async (faults: Faults) => holdTable(await portOf(faults), POLICY, shapeOf("two-origins"));

describe("the table", () => {
  it("passes a server that does what the policy says", async () => {
    expect(await run({})).toEqual({ e404: true, e500: true, vary: true });
  });
  it("records what does not survive an error", async () => {
    expect(await run({ bareErrors: true })).toEqual({ e404: false, e500: false, vary: true });
  });
  it("records replies without Vary where nothing depends on it", async () => {
    const spoil: Faults["spoil"] = (response) => {
      if (!response.hasHeader("Access-Control-Allow-Origin")) response.removeHeader("Vary");
    };
    expect(await run({ spoil })).toMatchObject({ vary: false });
  });
  it.each<[string, Faults, RegExp]>([
    ["echoes whoever asks", { allows: () => true }, /is let in/],
    ["allows null", { allows: (origin) => origin === "null" || POLICY.allowedOrigins.includes(origin) }, /null is let in/],
    ["compares the beginning", { allows: (origin) => POLICY.allowedOrigins.some((one) => origin.startsWith(one)) }, /is let in/],
    ["compares the end", { allows: (origin) => /(?:app|admin)\.test:8000$/.test(origin) }, /is let in/],
    ["takes a dot for any character", { allows: (origin) => /^http:\/\/(?:app|admin).test:8000$/.test(origin) }, /is let in/],
    ["forgets the port", { allows: (origin) => /^http:\/\/(?:app|admin)\.test(?::\d+)?$/.test(origin) }, /is let in/],
    ["forgets the scheme", { allows: (origin) => /^https?:\/\/(?:app|admin)\.test:8000$/.test(origin) }, /is let in/],
    ["knows one origin only", { allows: (origin) => origin === ORIGIN }, /expected http:\/\/admin\.test:8000 once/],
    ["sends it twice", { spoil: (response) => response.appendHeader("Access-Control-Allow-Origin", ORIGIN) }, /expected .* once/],
    ["says * instead", { spoil: (response) => response.setHeader("Access-Control-Allow-Origin", "*") }, /is \["\*"\]/],
    ["forgets credentials", { spoil: (response) => response.removeHeader("Access-Control-Allow-Credentials") }, /expected true once/],
    ["forgets Vary", { spoil: (response) => response.removeHeader("Vary") }, /lacks Vary/],
    ["forgets the method", { spoil: (response) => response.removeHeader("Access-Control-Allow-Methods") }, /lacks PUT/],
    ["forgets a header", { spoil: (response) => response.setHeader("Access-Control-Allow-Headers", "content-type") }, /lacks x-/],
    [
      "answers OPTIONS with 405",
      {
        spoil: (response, { method }) => {
          if (method === "OPTIONS") response.statusCode = 405;
        },
      },
      /preflight .* was answered 405/,
    ],
  ])("catches a server that %s", async (_, faults, problem) => {
    await expect(run(faults)).rejects.toThrow(problem);
  });
  it("look-alikes differ from the origin, all of them", () => {
    expect(lookAlikes(ORIGIN)).not.toContain(ORIGIN);
    expect(new Set(lookAlikes(ORIGIN)).size).toBe(8);
  });
});
