import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnosis/diagnose";
import { CURABLE, FAILED, PAGE, playScene, type Scene } from "../remedy/scenes.fixture";
import { curlLine } from "./curl";
import { INFO } from "./info.fixture";
import { code, fence, prose } from "./markdownText";
import { toMarkdown } from "./toMarkdown";

const HOSTILE =
  "![x](https://evil.test/p.png) [a](javascript:x) @everyone #1 <img src=x onerror=y> https://evil.test/ www.evil.test ```js\u202e\u001b[31m a@b.test deadbeef1";

/** What is left of Markdown once its code is taken out: the part that a renderer interprets. */
function interpreted(markdown: string): string {
  const withoutFences = markdown.replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm, "");
  return withoutFences.replace(/(?<!`)(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g, "CODE");
}

describe("values are shown, never interpreted", () => {
  it.each([HOSTILE, "`", "``", "a`b", " `x` ", "", " ", "`a` @me `b`", "a\n\n# b"])("%j", (value) => {
    for (const text of [prose(`\`${value}\` answered without it.`), `x ${code(value)} y`, fence("http", value)]) {
      expect(interpreted(text)).toMatch(/^[A-Za-z .,]*$/);
    }
  });
  it("plain sentences stay as they are", () => {
    expect(prose("`api.test` answered the preflight without `PUT` in Access-Control-Allow-Methods.")).toBe(
      "`api.test` answered the preflight without `PUT` in Access-Control-Allow-Methods.",
    );
  });
  it("two values of a list are two", () => {
    expect(prose("Let `https://app.test` call it with `PUT`, `authorization` and `x-a`.")).toBe(
      "Let `https://app.test` call it with `PUT`, `authorization` and `x-a`.",
    );
  });
  it("a report of a hostile recording holds our markup only", () => {
    const scene: Scene = {
      url: `https://api.test/${encodeURI(HOSTILE)}`,
      method: "PUT",
      asked: HOSTILE,
      preflight: {
        status: 200,
        headers: [
          ["Access-Control-Allow-Origin", HOSTILE],
          ["Server", `\`\`\`\n# x ${HOSTILE}`],
        ],
      },
      error: FAILED,
    };
    const report = interpreted(toMarkdown([playScene(scene)], INFO)).replace(
      /\[standard\]\(https:\/\/fetch\.spec\.whatwg\.org\/#[a-z0-9-]+\)/g,
      "",
    );
    expect(report).not.toMatch(/evil|everyone|onerror|<|@|!\[|\]\(/);
    expect(toMarkdown([playScene(scene)], INFO)).not.toMatch(/[\p{Cf}\u2028]|(?!\n)\p{Cc}/u);
  });
});

describe("what a report says", () => {
  const report = toMarkdown(
    [
      playScene(CURABLE["headers not listed"] as Scene),
      playScene({ ...(CURABLE["headers not listed"] as Scene), id: "2" }),
      playScene(CURABLE["no header on a 503"] as Scene),
    ],
    INFO,
  );
  it("summary by cause, one section per endpoint, checks, headers, both snippets, the curl line", () => {
    expect(report).toContain("3 requests: 3 blocked by CORS");
    expect(report).toContain("- 2 × `header-not-allowed`: The");
    expect(report).toContain("## `PUT https://api.test/items`, 2 times");
    expect(report.match(/^## /gm)).toHaveLength(2);
    expect(report).toContain("Access-Control-Allow-Headers: authorization, x-trace-id");
    expect(report).toContain("allowedHeaders: [");
    expect(report).toContain("curl -i -g -X OPTIONS --url 'https://api.test/items' -H 'Origin: https://app.test'");
    expect(report).toContain("The server failed with 503 first");
  });
  it("an empty recording", () => {
    expect(toMarkdown([], INFO)).toContain("0 requests");
  });
  it("secrets without their number", () => {
    expect(
      toMarkdown(
        [
          playScene({
            url: "https://api.test/?key=[redacted#77]",
            sent: [["Cookie", "[redacted#78]"]],
            reply: { status: 200 },
            error: FAILED,
          }),
        ],
        INFO,
      ),
    ).not.toContain("redacted#");
  });
});

describe("the curl line", () => {
  it("reaches the shell as the words that were seen", () => {
    const url = "https://api.test/a?q='$(id)`id`\"&x=[1]{2}";
    const exchange = playScene({ url, method: "DELETE", asked: "x'+evil+'y", preflight: { status: 404 }, error: FAILED });
    const line = curlLine(exchange, diagnose(exchange));
    if (line === null) expect.fail("no line");
    const words = execFileSync("/bin/sh", ["-c", line.replace(/^curl/, "printf '%s\\n'")], { encoding: "utf8" })
      .trim()
      .split("\n");
    expect(words).toEqual([
      "-i",
      "-g",
      "-X",
      "OPTIONS",
      "--url",
      url,
      "-H",
      `Origin: ${PAGE}`,
      "-H",
      "Access-Control-Request-Method: DELETE",
      "-H",
      "Access-Control-Request-Headers: x'+evil+'y",
    ]);
  });
  it("repeats no request that could change something", () => {
    const exchange = playScene({ method: "POST", reply: { status: 200 }, error: FAILED });
    expect(curlLine(exchange, diagnose(exchange))).toContain("-X OPTIONS");
  });
  it("is left out where a value holds controls or the URL is no web address", () => {
    for (const url of ["https://api.test/\u0000", "data:x"]) {
      const exchange = playScene({ url, reply: { status: 200 }, error: FAILED });
      expect(curlLine(exchange, diagnose(exchange))).toBeNull();
    }
  });
});
