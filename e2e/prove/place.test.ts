import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { place, sha256 } from "./place";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "corscope-place-"));
  mkdirSync(join(folder, "base/deep"), { recursive: true });
  writeFileSync(join(folder, "base/app.js"), 'before();\n// CORSCOPE:first\nbetween("@PORT@");\nexport default old; // CORSCOPE:second\n');
  writeFileSync(join(folder, "base/deep/app.conf"), "x {\n  # CORSCOPE:inner\n}\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const placed = (pieces: Record<string, string>) => place(join(folder, "base"), join(folder, "run"), pieces, { PORT: "81" });
const read = (file: string) => readFileSync(join(folder, "run", file), "utf8");

describe("place", () => {
  it("puts pieces at their marks, in every file, and nothing else anywhere", () => {
    placed({ first: "a();\nb();", inner: "  y;\n" });
    expect(read("app.js")).toBe('before();\na();\nb();\nbetween("81");\nexport default old; // CORSCOPE:second\n');
    expect(read("deep/app.conf")).toBe("x {\n  y;\n}\n");
  });
  it("a piece may replace the line of its mark", () => {
    placed({ second: "export default withCors(old);" });
    expect(read("app.js")).toContain('between("81");\nexport default withCors(old);\n');
    expect(read("app.js")).not.toContain("export default old");
  });
  it("reads back from disk what stands at each mark", () => {
    expect(placed({ first: "a();\n" })).toEqual([{ slot: "first", sha256: sha256("a();\n") }]);
  });
  it("text that looks like a replacement pattern, a mark's filling or a port stays what it is", () => {
    const text = "$& $1 $$ $` @PORT@\n";
    expect(placed({ first: text })).toEqual([{ slot: "first", sha256: sha256(text) }]);
    expect(read("app.js")).toContain(text);
  });
  it("a piece without a mark is an error", () => {
    expect(() => placed({ nowhere: "x" })).toThrow(/CORSCOPE:nowhere/);
  });
});
