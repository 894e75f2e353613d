// @vitest-environment happy-dom
import { render } from "preact";
import { describe, expect, it } from "vitest";
import type { Stack } from "../../../core/remedy/policy";
import type { ProofRecord } from "../../../core/remedy/proofs";
import { headers } from "../../../core/remedy/stacks/headers";
import { nginx } from "../../../core/remedy/stacks/nginx";
import { ProofBadge } from "./ProofBadge";

const LIVE: ProofRecord = {
  kind: "live",
  version: "nginx 1.22.1",
  browser: "Chromium 156.0",
  date: "2026-11-21",
  seconds: 3,
  shapes: ["get"],
  survives: { e404: true, e500: true, vary: true },
};

function drawn(stack: Stack, record: ProofRecord | null): string {
  const root = document.createElement("div");
  render(<ProofBadge stack={stack} record={record} />, root);
  return root.textContent ?? "";
}

describe("ProofBadge", () => {
  it.each<[string, ProofRecord | null, string]>([
    ["live", LIVE, "Proven live: nginx 1.22.1 with Chromium 156.0, 2026-11-21"],
    ["emulator", { ...LIVE, kind: "emulator" }, "Proven on the maker's own emulator: nginx 1.22.1 with Chromium 156.0, 2026-11-21"],
    ["model", { ...LIVE, kind: "model" }, "Proven on a stand-in for the real service: nginx 1.22.1 with Chromium 156.0, 2026-11-21"],
    ["schema", { ...LIVE, kind: "schema", survives: null }, "Not run by us: held against nginx 1.22.1, 2026-11-21"],
    ["syntax", { ...LIVE, kind: "syntax", survives: null }, "Not run by us: parsed by nginx 1.22.1, 2026-11-21"],
    ["docs", { ...LIVE, kind: "docs", survives: null }, "Not run by us: written from the documentation"],
    ["none", null, "Not run by us: written from the documentation"],
  ])("%s", (_, record, words) => {
    expect(drawn(nginx, record)).toBe(words);
  });
  it("says what the run showed to be out of reach", () => {
    const text = drawn(nginx, { ...LIVE, survives: { e404: false, e500: false, vary: false } });
    for (const part of ["(500)", "404", "Vary: Origin"]) expect(text).toContain(part);
  });
  it("plain headers have none", () => {
    expect(drawn(headers, null)).toBe("");
  });
});
