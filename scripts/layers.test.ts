import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { describe, expect, it } from "vitest";

/** Who may import whom, as docs/architecture.md has it. A room may always import itself. The longest matching prefix is the room. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "src/core/fetch": [],
  "src/core/engines": ["src/core/fetch"],
  "src/core/exchange": ["src/core/fetch"],
  "src/core/diagnosis": ["src/core/fetch", "src/core/engines", "src/core/exchange"],
  "src/core/remedy": ["src/core/fetch", "src/core/engines", "src/core/exchange", "src/core/diagnosis"],
  "src/core/report": ["src/core/fetch", "src/core/engines", "src/core/exchange", "src/core/diagnosis", "src/core/remedy"],
  "src/capture": ["src/core/exchange"],
  "src/messaging": ["src/core/exchange", "src/core/remedy"],
  "src/background": [
    "src/capture",
    "src/messaging",
    "src/core/fetch",
    "src/core/engines",
    "src/core/exchange",
    "src/core/diagnosis",
    "src/core/remedy",
  ],
  "src/devtools": [],
  "src/parts": ["src/core/engines", "src/core/exchange", "src/core/diagnosis"],
  "src/panel": [
    "src/core/fetch",
    "src/parts",
    "src/messaging",
    "src/core/exchange",
    "src/core/diagnosis",
    "src/core/engines",
    "src/core/remedy",
    "src/core/report",
  ],
  "src/popup": [
    "src/parts",
    "src/messaging",
    "src/core/exchange",
    "src/core/diagnosis",
    "src/core/engines",
    "src/core/remedy",
    "src/core/report",
  ],
  "src/cli": ["src/core/exchange", "src/core/diagnosis", "src/core/engines", "src/core/remedy", "src/core/report"],
};

const ROOT = dirname(import.meta.dirname);

interface Import {
  readonly from: string;
  readonly to: string;
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$|\.d\.ts$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  const specifiers = [...text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^"';]*?(?:from\s*)?"(\.[^"]+)"/g)].map(
    (match) => match[1] as string,
  );
  return specifiers.map((specifier) => ({ from: file, to: posix.join(posix.dirname(file), specifier) }));
}

function roomOf(path: string): string | undefined {
  return Object.keys(MAY_IMPORT)
    .filter((room) => path === room || path.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

describe("layers", () => {
  const imports = sourcesUnder(join(ROOT, "src")).flatMap(importsOf);
  const crossings = imports
    .map(({ from, to }) => ({ from, to, room: roomOf(from), target: roomOf(to) }))
    .filter(({ room, target }) => room !== target && target !== undefined);

  it("reads imports at all", () => {
    expect(crossings.length).toBeGreaterThan(20);
  });

  it("nobody imports against the arrow", () => {
    const forbidden = crossings.filter(({ room, target }) => room === undefined || !MAY_IMPORT[room]?.includes(target as string));
    expect(forbidden.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it("no rule is stale", () => {
    const used = new Set(crossings.map(({ room, target }) => `${room} -> ${target}`));
    const stale = Object.entries(MAY_IMPORT).flatMap(([room, targets]) =>
      targets.map((target) => `${room} -> ${target}`).filter((rule) => !used.has(rule)),
    );
    expect(stale).toEqual([]);
  });

  it("nothing in src imports e2e, and only one file the polyfill", () => {
    expect(imports.filter(({ to }) => to.startsWith("e2e")).map(({ from }) => from)).toEqual([]);
    const polyfilled = sourcesUnder(join(ROOT, "src")).filter((file) =>
      readFileSync(join(ROOT, file), "utf8").includes('from "webextension-polyfill"'),
    );
    expect(polyfilled).toEqual(["src/messaging/browser.ts"]);
  });

  it("has no circles between files", () => {
    const files = new Set(sourcesUnder(join(ROOT, "src")));
    const resolve = (to: string) => [`${to}.ts`, `${to}.tsx`, to].find((candidate) => files.has(candidate));
    const edges = new Map<string, string[]>();
    for (const { from, to } of imports) {
      const target = resolve(to);
      if (target !== undefined) edges.set(from, [...(edges.get(from) ?? []), target]);
    }
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
      if (path.includes(file) || done.has(file)) return;
      for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });
});
