// @vitest-environment happy-dom
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOSTILE, randomPayload } from "../remedy/encode/payloads.fixture";
import { CURABLE, FAILED, playScene, type Scene } from "../remedy/scenes.fixture";
import { stackById } from "../remedy/stacks/registry";
import { html, text } from "./html";
import { STYLE, STYLE_HASH } from "./htmlStyle";
import { INFO } from "./info.fixture";
import { toHtml } from "./toHtml";

const parsed = (page: string) => new DOMParser().parseFromString(page, "text/html");

/** Every element with its attributes' names: what a page is made of, whatever its texts are. */
function skeleton(page: string): string[] {
  const parts = [...parsed(page).querySelectorAll("*")].map((element) => {
    return `${element.tagName.toLowerCase()} ${element.getAttributeNames().sort().join(" ")}`.trim();
  });
  return [...new Set(parts)].sort();
}

/** A value in every field that a recording has. */
function everywhere(value: string): Scene {
  const url = `https://api.test/${encodeURI(value.replace(/[\ud800-\udfff]/g, ""))}?q=${value}`;
  return {
    url,
    method: "PUT",
    asked: value,
    preflight: {
      status: 200,
      headers: [
        ["Access-Control-Allow-Origin", value],
        [value, value],
        ["Server", value],
      ],
    },
    sent: [[value, value]],
    error: FAILED,
  };
}

const SPARE = everywhere("x-plain");

it("a browser's long name for a reason may break between its words", () => {
  const page = toHtml([playScene({ ...(CURABLE["headers not listed"] as Scene), id: "1" }), playScene({ ...SPARE, id: "2" })], INFO);
  expect(page).toContain("<td>Header<wbr>Disallowed<wbr>By<wbr>Preflight<wbr>Response</td>");
  expect(parsed(page).querySelector(".contents td:nth-child(3)")?.textContent).toBe("HeaderDisallowedByPreflightResponse");
});

describe("values are shown, never interpreted", () => {
  it("raw text does not compile", () => {
    // @ts-expect-error: a string is no markup
    expect(() => html`<p>${"<script>"}</p>`).toBeDefined();
    expect(html`<p title="${text(`"'<&>`)}">${[text("<a>"), text(1)]}</p>`.markup).toBe(
      '<p title="&quot;&#39;&lt;&amp;&gt;">&lt;a&gt;1</p>',
    );
  });

  const plain = [SPARE, ...Object.values(CURABLE), { error: FAILED }].map((scene) => playScene(scene as Scene));
  const known = new Set([...plain.flatMap((one) => skeleton(toHtml([one], INFO))), ...skeleton(toHtml(plain, INFO))]);
  const hasOnlyOurs = (value: string) => {
    const info = { ...INFO, browser: { name: value, version: value } };
    const page = toHtml([playScene({ ...everywhere(value), error: value }), playScene(everywhere(value))], info, () => stackById("nginx"));
    expect(skeleton(page).filter((part) => !known.has(part))).toEqual([]);
    expect(page).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u);
  };
  it.each([...new Set(HOSTILE), '<img src=x onerror="evil()">', '" onload="evil()', "</style><script>evil()</script>", "--><b>"])(
    "%j",
    hasOnlyOurs,
  );
  it("whatever else (property)", () => fc.assert(fc.property(randomPayload, hasOnlyOurs), { numRuns: 60 }));
});

describe("the page", () => {
  const scenes = [CURABLE["headers not listed"], CURABLE["no header on a 503"], CURABLE["second hop"]] as Scene[];
  const page = toHtml(
    scenes.map((scene, index) => playScene({ ...scene, id: String(index) })),
    INFO,
    () => stackById("nginx"),
  );

  it("carries the hash of its own style, and nothing from elsewhere", () => {
    const style = parsed(page).querySelectorAll("style");
    expect(style).toHaveLength(1);
    expect(style[0]?.textContent).toBe(STYLE.markup);
    expect(STYLE_HASH).toBe(`sha256-${createHash("sha256").update(STYLE.markup).digest("base64")}`);
    expect(page).toContain(`content="default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'"`);
    expect(page).not.toMatch(/<script|<img|<link|<iframe|\sstyle=|\son\w+=|\ssrc=|url\(|@import/);
    // Links lead to a section of the page or into the standard, wherever a recording would like them to lead.
    const links = [...parsed(page).querySelectorAll("a")].map((link) => link.getAttribute("href") ?? "");
    expect(links.filter((href) => !/^(?:#endpoint-\d+|https:\/\/fetch\.spec\.whatwg\.org\/#[\w-]+)$/.test(href))).toEqual([]);
    for (const href of links.filter((one) => one.startsWith("#"))) expect(parsed(page).querySelector(href)).not.toBeNull();
  });

  it("summary by cause; per endpoint the sentence, ladder, header sets, fix, curl line and timeline", () => {
    const document = parsed(page);
    const sections = [...document.querySelectorAll("section.endpoint")];
    expect(sections).toHaveLength(3);
    expect(document.body.textContent).toContain("3 requests: 3 blocked by CORS");
    const [first] = sections;
    expect(first?.querySelector("h2")?.textContent).toBe("PUT https://api.test/items");
    expect(first?.querySelectorAll(".ladder .failed")).toHaveLength(1);
    expect(first?.querySelectorAll("table").length).toBeGreaterThanOrEqual(2);
    expect(first?.textContent).toContain("Access-Control-Allow-Headers: authorization, x-trace-id");
    expect(first?.textContent).toContain("map $http_origin $cors_origin {");
    expect(first?.textContent).toContain("curl -i -g -X OPTIONS --url 'https://api.test/items'");
    expect(first?.querySelector("svg")?.getAttribute("aria-label")).toMatch(/^Timeline, .* ms in all\. /);
    expect(first?.querySelectorAll("svg .refusal")).toHaveLength(1);
  });

  it("an empty recording", () => expect(toHtml([], INFO)).toContain("0 requests"));

  it("secrets without their number", () => {
    const scene: Scene = {
      url: "https://api.test/?key=[redacted#77]",
      sent: [["Cookie", "[redacted#78]"]],
      reply: { status: 200 },
      error: FAILED,
    };
    expect(toHtml([playScene(scene)], INFO)).not.toContain("redacted#");
  });
});
