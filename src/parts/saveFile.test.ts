import { describe, expect, it } from "vitest";
import { reportName } from "./saveFile";

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
