import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { askedBy, readManifest, TRIALS, without } from "./trials";

const manifest = readManifest("manifest.json");

describe("trials of permissions", () => {
  it("each permission of the manifest has one, and nothing else has", () => {
    expect(new Set(TRIALS.map(({ permission }) => permission))).toEqual(new Set(askedBy(manifest)));
  });

  it.each(TRIALS)("docs/permissions.md names $spec in the row of $permission", ({ permission, spec }) => {
    const rows = readFileSync("docs/permissions.md", "utf8").split("\n");
    const row = rows.find((line) => line.startsWith("|") && line.split("|")[1]?.includes(`\`${permission}\``));
    expect(row).toContain(`\`${spec}\``);
  });

  it.each(askedBy(manifest))("%s alone is taken away", (permission) => {
    const left = without(manifest, permission);
    expect(askedBy(left)).toEqual(askedBy(manifest).filter((one) => one !== permission));
    expect(Object.keys(left)).toEqual(Object.keys(manifest));
  });
});
