import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterEach, describe, expect, it } from "vitest";
import { zipFolder } from "./zipFolder";

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

function folderWith(files: readonly (readonly [string, string])[], at: Date): string {
  const folder = mkdtempSync(join(tmpdir(), "corscope-zip-"));
  made.push(folder);
  for (const [path, text] of files) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
    utimesSync(join(folder, path), at, at);
  }
  return folder;
}

const FILES = [
  ["manifest.json", '{"key":"k","name":"n"}'],
  ["src/b.js", "b"],
  ["src/B.js", "B"],
  ["a/ä.txt", "ä"],
] as const;

describe("zipFolder", () => {
  it("gives the same bytes whatever the folder, the times and the order of writing", () => {
    const first = zipFolder(folderWith(FILES, new Date(2001, 1, 1)));
    const second = zipFolder(folderWith(FILES.toReversed(), new Date(2026, 10, 21)));
    expect(Buffer.from(second).equals(first)).toBe(true);
  });

  it("holds every file, and changes only those that it is told to", () => {
    const folder = folderWith(FILES, new Date());
    const unpacked = unzipSync(zipFolder(folder, { "manifest.json": (text) => text.replace('"key":"k",', "") }));
    expect(Object.keys(unpacked).sort()).toEqual(["a/ä.txt", "manifest.json", "src/B.js", "src/b.js"].sort());
    expect(strFromU8(unpacked["manifest.json"] as Uint8Array)).toBe('{"name":"n"}');
    expect(strFromU8(unpacked["a/ä.txt"] as Uint8Array)).toBe("ä");
  });
});
