import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type LockedPackage, lockProblems } from "./lockFacts";

const GOOD: LockedPackage = { version: "1.0.0", integrity: "sha512-x", license: "MIT" };
const none = { dependencies: {}, devDependencies: {} };

it("finds nothing in our own lock file", () => {
  const read = (file: string) => JSON.parse(readFileSync(file, "utf8"));
  expect(lockProblems(read("package-lock.json"), read("package.json"))).toEqual([]);
});

it.each<[string, LockedPackage, string]>([
  ["no hash", { ...GOOD, integrity: "" }, "a has no sha512 of its contents"],
  ["a weak hash", { ...GOOD, integrity: "sha1-x" }, "a has no sha512 of its contents"],
  ["another registry", { ...GOOD, resolved: "https://packages.example/a.tgz" }, "a comes from https://packages.example/a.tgz"],
  ["git", { ...GOOD, resolved: "git+ssh://git@host/a.git" }, "a comes from git+ssh://git@host/a.git"],
  ["a licence that binds users", { ...GOOD, license: "GPL-3.0" }, "a has the licence GPL-3.0"],
  ["no licence", { version: "1.0.0", integrity: "sha512-x" }, "a has the licence none"],
  ["an install script in what is shipped", { ...GOOD, hasInstallScript: true }, "a is shipped and runs a script when it is installed"],
])("stops at %s", (_, one, problem) => {
  expect(lockProblems({ packages: { "": {}, a: one } }, none)).toEqual([problem]);
});

it("lets a tool run its install script, and stops at a range", () => {
  expect(lockProblems({ packages: { a: { ...GOOD, dev: true, hasInstallScript: true } } }, none)).toEqual([]);
  expect(lockProblems({ packages: {} }, { ...none, dependencies: { a: "^1.0.0" } })).toEqual(["a is not pinned: ^1.0.0"]);
});
