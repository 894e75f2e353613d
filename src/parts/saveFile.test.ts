import { describe, expect, it } from "vitest";
import { harText, reportName } from "./saveFile";

describe("reportName", () => {
  const at = new Date("2026-01-02T03:04:05.678Z");
  it.each([
    ["app.test", "corscope-app.test-2026-01-02-030405.har"],
    ["localhost:3000", "corscope-localhost-3000-2026-01-02-030405.har"],
    ["../../etc/passwd", "corscope-etc-passwd-2026-01-02-030405.har"],
    ["\u202egnp.exe", "corscope-gnp.exe-2026-01-02-030405.har"],
    ["", "corscope-all-tabs-2026-01-02-030405.har"],
  ])("%j", (host, name) => {
    expect(reportName(host, at)).toBe(name);
  });
});

describe("harText", () => {
  it.each([0, 1, 499, 500, 501, 1203])("is the same HAR with %i entries", async (count) => {
    const har = { log: { version: "1.2", entries: Array.from({ length: count }, (_, n) => ({ n, text: '"]}}' })), comment: "x" } };
    expect(JSON.parse((await harText(har)).join(""))).toEqual(har);
  });
});
