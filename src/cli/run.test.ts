import { describe, expect, it } from "vitest";
import { assemble } from "../core/exchange/assemble";
import { CURABLE, eventsOf, FAILED, PAGE, type Scene } from "../core/remedy/scenes.fixture";
import { INFO } from "../core/report/info.fixture";
import { toHar } from "../core/report/toHar";
import { printTranscript } from "../core/report/transcript";
import { run } from "./run";
import { wantsColours } from "./terminal";

function harOf(...scenes: Scene[]): string {
  const events = scenes.flatMap((scene, index) => eventsOf({ ...scene, id: `r${index}`, at: INFO.recordedFrom + index * 100 }));
  return JSON.stringify(toHar(assemble(events), INFO));
}

async function play(argv: string[], file: string | Error = "", colours = false): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  async function* read() {
    if (file instanceof Error) throw file;
    for (let at = 0; at < file.length; at += 1000) yield file.slice(at, at + 1000);
  }
  const code = await run(argv, { version: "1.2.3", colours, read, out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

const BLOCKED = harOf(CURABLE["method not listed"] as Scene);
const TRANSCRIPT = printTranscript(assemble(eventsOf(CURABLE["method not listed"] as Scene)), "chromium");
const ALLOWED = harOf({ reply: { status: 200, headers: [["Access-Control-Allow-Origin", "*"]] } });
const RISKY = harOf({ reply: { status: 200, headers: [["Access-Control-Allow-Origin", PAGE]] } });

describe("exit codes", () => {
  it.each([
    ["blocked", ["x.har"], BLOCKED, 1],
    ["standard input", ["-"], BLOCKED, 1],
    ["allowed", ["x.har"], ALLOWED, 0],
    ["risky is not found by default", ["x.har"], RISKY, 0],
    ["risky is found when asked for", ["x.har", "--fail-on", "risky"], RISKY, 1],
    ["another failure is not found", ["x.har"], harOf({ error: "net::ERR_CONNECTION_REFUSED" }), 0],
    ["no entries", ["x.har"], '{"log":{"entries":[]}}', 0],
    ["a transcript", ["-"], TRANSCRIPT, 1],
    ["a transcript with a mistake", ["x.txt"], `${TRANSCRIPT}oops`, 2],
    ["not a HAR", ["x.har"], "<html>", 2],
    ["no file", [], "", 2],
    ["two files", ["a", "b"], ALLOWED, 2],
    ["unknown option", ["x.har", "--jsno"], ALLOWED, 2],
    ["option without value", ["x.har", "--stack"], ALLOWED, 2],
    ["unknown stack", ["x.har", "--stack=iis"], ALLOWED, 2],
    ["unknown level", ["x.har", "--fail-on", "all"], ALLOWED, 2],
    ["two formats", ["x.har", "--json", "--markdown"], ALLOWED, 2],
    ["two formats, one of them a page", ["x.har", "--html", "--json"], ALLOWED, 2],
    ["a policy as a page", ["policy", "x.har", "--origin", PAGE, "--html"], ALLOWED, 2],
    ["policy without origin", ["policy", "x.har"], ALLOWED, 2],
    ["policy with a path", ["policy", "x.har", "--origin", "https://a.test/"], ALLOWED, 2],
    ["origin without policy", ["x.har", "--origin", PAGE], ALLOWED, 2],
    ["help", ["--help"], "", 0],
  ] as const)("%s", async (_, argv, file, code) => {
    const played = await play([...argv], file);
    expect(played.code).toBe(code);
    expect(played.err !== "").toBe(code === 2);
  });
  it("a file that cannot be read", async () => {
    const played = await play(["gone.har"], Object.assign(new Error("x"), { code: "ENOENT" }));
    expect(played).toEqual({ code: 2, out: "", err: "Cannot read gone.har: there is no such file.\n" });
  });
});

describe("what is printed", () => {
  it("text: reason, sentence, checks, fix; the snippet of a stack when asked for", async () => {
    const { out } = await play(["x.har", "--stack", "nginx"], BLOCKED);
    expect(out).toContain("BLOCKED PUT https://api.test/items");
    expect(out).toContain("MethodDisallowedByPreflightResponse (");
    expect(out).toContain("Fix (server): Let `https://app.test` call `https://api.test` with `PUT`");
    expect(out).toContain("    map $http_origin $cors_origin {");
    expect(out).toContain("1 cross-origin requests: 1 blocked");
  });
  it("JSON is the report; Markdown is the report for issues", async () => {
    const { out } = await play(["x.har", "--json"], BLOCKED);
    expect(JSON.parse(out).log.entries[0]._cors.reason).toBe("MethodDisallowedByPreflightResponse");
    expect((await play(["x.har", "--markdown"], BLOCKED)).out).toContain("# CORS report");
  });
  it("HTML is the page, with the recipe of the stack", async () => {
    const { code, out } = await play(["x.har", "--html", "--stack", "nginx"], BLOCKED);
    expect(code).toBe(1);
    expect(out).toMatch(/^<!doctype html>\n<html lang="en">[\s\S]*<\/html>\n$/);
    expect(out).toContain("map $http_origin $cors_origin {");
  });
  it("what may be passed on has lost the secrets that another tool wrote down", async () => {
    const har = harOf({ url: "https://api.test/?who=ann@mail.test", sent: [["Cookie", "sid=1"]], reply: { status: 200 }, error: FAILED });
    for (const format of ["--json", "--markdown", "--html"]) {
      expect((await play(["x.har", format], har)).out, format).not.toMatch(/ann@|sid=1/);
    }
  });
  it("a file that names no browser is judged in Chromium's order, inferred", async () => {
    const { log } = JSON.parse(BLOCKED);
    const entries = log.entries.map(({ _cors, _corscope, ...entry }: Record<string, unknown>) => entry);
    const plain = JSON.stringify({ log: { version: "1.2", creator: { name: "WebInspector", version: "537.36" }, entries } });
    const [main] = JSON.parse((await play(["x.har", "--json"], plain)).out).log.entries;
    expect(main._cors).toMatchObject({ verdict: "blocked", certainty: expect.stringMatching(/inferred|undecided/) });
    const [stated] = JSON.parse((await play(["x.har", "--json"], BLOCKED)).out).log.entries;
    expect(stated._cors.certainty).toBe(log.entries[0]._cors.certainty);
  });
  it("policy: the smallest for all of an origin's traffic, per server", async () => {
    const har = harOf(
      CURABLE["headers not listed"] as Scene,
      CURABLE["no header"] as Scene,
      { url: "https://cdn.test/x", reply: { status: 200, headers: [["Access-Control-Allow-Origin", "*"]] } },
      { origin: "https://other.test", method: "DELETE", preflight: { status: 404 }, error: FAILED },
    );
    const { code, out } = await play(["policy", "x.har", "--origin", PAGE, "--json"], har);
    expect(code).toBe(0);
    const { servers } = JSON.parse(out);
    expect(servers.map(({ server }: { server: string }) => server)).toEqual(["https://api.test", "https://cdn.test"]);
    expect(servers[0].policy).toMatchObject({
      allowedOrigins: [PAGE],
      allowedMethods: ["PUT"],
      allowedHeaders: ["authorization", "x-trace-id"],
    });
    expect((await play(["policy", "x.har", "--origin", PAGE, "--stack", "express-cors"], har)).out).toContain("app.use(");
    expect((await play(["policy", "x.har", "--origin", "https://nobody.test"], har)).out).toContain(
      "No CORS request of https://nobody.test",
    );
  });
});

describe("the terminal is never spoken to by a file", () => {
  const evil = "\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e\r\u0008";
  const har = JSON.stringify({
    log: {
      creator: { name: "WebInspector", version: evil },
      browser: { name: evil, version: evil },
      entries: [
        {
          startedDateTime: "2026-01-01T00:00:00Z",
          request: {
            method: `GET${evil}`,
            url: `https://api.test/${evil}`,
            headers: [
              { name: "Origin", value: PAGE },
              { name: `X${evil}`, value: evil },
            ],
          },
          response: { status: 200, statusText: evil, httpVersion: evil, headers: [{ name: "Access-Control-Allow-Origin", value: evil }] },
          _error: FAILED,
        },
      ],
    },
  });
  for (const argv of [
    ["x.har"],
    ["x.har", "--json"],
    ["x.har", "--markdown"],
    ["x.har", "--html"],
    ["x.har", "--stack", "headers"],
    ["policy", "x.har", "--origin", PAGE],
  ]) {
    it(argv.join(" "), async () => {
      const { out, err } = await play(argv, har);
      expect(out + err).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u);
    });
  }
  it("nor by arguments", async () => {
    const { err } = await play([`--${evil}`], "");
    expect(err).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u);
  });
  it("colours are ours and on a terminal only", async () => {
    expect((await play(["x.har"], BLOCKED, false)).out).not.toContain("\u001b");
    const { out } = await play(["x.har"], har, true);
    expect(["1", "2", "22", "31", "33", "39"].reduce((rest, style) => rest.replaceAll(`\u001b[${style}m`, ""), out)).not.toMatch(
      /(?!\n)\p{Cc}/u,
    );
  });
  it.each([
    [true, {}, true],
    [true, { NO_COLOR: "" }, true],
    [true, { NO_COLOR: "1" }, false],
    [true, { TERM: "dumb" }, false],
    [false, {}, false],
  ])("colours: terminal %j, environment %j: %j", (isTerminal, environment, wanted) => {
    expect(wantsColours(isTerminal, environment)).toBe(wanted);
  });
});
