import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expand, pathOf } from "./scenarios/expand";
import type { Host, Reply, Scenario } from "./scenarios/scenario";
import { SCENARIOS, scenarioCalled } from "./scenarios/table";
import { type Servers, startServers } from "./startServers";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.close());

interface RawReply {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** Over a bare socket: an HTTP client would join same-named fields. Null when the connection closed without a byte. */
function ask(host: Host, method: string, path: string): Promise<RawReply | null> {
  const { hostname, port, protocol } = new URL(servers.origins[host]);
  return new Promise((resolve, reject) => {
    const socket =
      protocol === "https:"
        ? connectTls({ host: "127.0.0.1", port: Number(port), rejectUnauthorized: false })
        : connect(Number(port), "127.0.0.1");
    let text = "";
    socket.setEncoding("utf8");
    socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: http://app.test\r\n\r\n`);
    socket.on("data", (part) => {
      text += part;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(text === "" ? null : parse(text)));
  });
}

function parse(text: string): RawReply {
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [line = "", ...fields] = head.split("\r\n");
  const headers = fields.map((field) => {
    const colon = field.indexOf(":");
    return [field.slice(0, colon), field.slice(colon + 1).trim()] as const;
  });
  return { status: Number(line.split(" ")[1]), headers, body: rest.join("\r\n\r\n") };
}

type Row = readonly [name: string, scenario: Scenario, hop: number, method: string, reply: Reply];

const ROWS: readonly Row[] = SCENARIOS.flatMap((scenario) =>
  scenario.hops.flatMap(({ preflight, reply }, hop): Row[] => [
    ...(preflight === undefined ? [] : [[`OPTIONS ${scenario.id}/${hop}`, scenario, hop, "OPTIONS", preflight] as const]),
    ...(reply === undefined ? [] : [[`GET ${scenario.id}/${hop}`, scenario, hop, "GET", reply] as const]),
  ]),
).filter(([, , , , { broken }]) => broken !== "silent");

const ADDED_BY_HTTP = ["Content-Length", "Date", "Connection"];

describe("the servers", () => {
  it.each(ROWS)("answer %s as the table has it", async (_name, scenario, hop, method, reply) => {
    const answer = await ask(hop === 0 ? scenario.request.to : "api", method, pathOf(scenario, hop, "raw"));
    if (reply.broken === "empty") {
      expect(answer).toBeNull();
      return;
    }
    const expected = reply.headers.map(([name, value]) => [name, expand(value, scenario, servers.origins, "raw", hop)]);
    expect(answer?.status).toBe(reply.status);
    expect(answer?.headers.filter(([name]) => !ADDED_BY_HTTP.includes(name))).toEqual(expected);
    const length = answer?.headers.find(([name]) => name === "Content-Length")?.[1];
    if (reply.broken === "cut") expect(Number(length)).toBeGreaterThan(answer?.body.length ?? 0);
    else expect(Number(length ?? 0)).toBe(answer?.body.length);
  });

  it("keep two fields of one name apart", async () => {
    const answer = await ask("api", "GET", pathOf(scenarioCalled("allow-origin-twice"), 0, "1"));
    const origins = answer?.headers.filter(([name]) => name === "Access-Control-Allow-Origin").map(([, value]) => value);
    expect(origins).toEqual([servers.origins.page, "*"]);
  });

  it("log what they saw, in order and by run", async () => {
    const scenario = scenarioCalled("pass-put");
    await ask("api", "OPTIONS", pathOf(scenario, 0, "logged"));
    await ask("api", "PUT", pathOf(scenario, 0, "logged"));
    await servers.log.seen("pass-put", "logged");
    expect(servers.log.of("pass-put", "logged").map(({ method, host, hop }) => [method, host, hop])).toEqual([
      ["OPTIONS", "api", 0],
      ["PUT", "api", 0],
    ]);
    expect(servers.log.of("pass-put", "logged")[0]?.headers).toContainEqual(["Origin", "http://app.test"]);
  });

  it("answer 404 to what the table does not foresee", async () => {
    expect((await ask("api", "GET", "/s/no-such-scenario/0?n=1"))?.status).toBe(404);
    expect((await ask("api", "OPTIONS", pathOf(scenarioCalled("missing-allow-origin"), 0, "1")))?.status).toBe(404);
    expect((await ask("api", "GET", "/"))?.status).toBe(404);
  });

  it("keep the closed port closed", async () => {
    await expect(ask("closed", "GET", "/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("survive a client that hangs up while they wait, and close with it still waiting", async () => {
    const own = await startServers();
    const { port } = new URL(own.origins.api);
    const scenario = scenarioCalled("aborted");
    for (const n of ["gone", "stays"]) {
      const socket = connect(Number(port), "127.0.0.1").on("error", () => undefined);
      socket.write(`GET ${pathOf(scenario, 0, n)} HTTP/1.1\r\nHost: api.test\r\n\r\n`);
      await own.log.seen("aborted", n);
      if (n === "gone") socket.resetAndDestroy();
    }
    await own.close();
  });

  it("serve the playground", async () => {
    const page = await ask("page", "GET", "/");
    expect(page?.status).toBe(200);
    const script = await ask("page", "GET", "/playground.js");
    expect(script?.headers).toContainEqual(["Content-Type", "text/javascript; charset=utf-8"]);
    expect((await ask("page", "GET", "/origins.json"))?.body).toContain(servers.origins.api);
  });
});
