import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const sheets = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".css"));

/** A style sheet without what only applies where nobody asked for less motion. */
function withoutConsent(css: string): string {
  return css.replace(/@media \(prefers-reduced-motion: no-preference\) \{(?:[^{}]*\{[^{}]*\})*\s*\}/gu, "");
}

describe("motion", () => {
  it.each(sheets)("%s moves nothing for those who asked for less", (file) => {
    expect(withoutConsent(readFileSync(join("src", file), "utf8"))).not.toMatch(
      /\b(?:transition|animation|scroll-behavior)(?:-[a-z]+)?\s*:/u,
    );
  });

  it("is looked for at all", () => {
    expect(withoutConsent("a { transition: none; } @media (prefers-reduced-motion: no-preference) { b { animation: c; } }")).toMatch(
      /^a \{ transition: none; \}\s*$/u,
    );
  });
});
