import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Frame, Page } from "playwright";
import { expect, test } from "playwright/test";
import { POPUP_WIDTH, SIZE, STATES, THEMES, takePictures } from "../harness/pictures";

const FOLDER = "test-results/pictures";
/** Of the package that depends on it: axe reaches a panel inside DevTools only where it is put there by hand. */
const { source } = createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright"))("axe-core") as { readonly source: string };

async function violations(shown: Page | Frame): Promise<string[]> {
  await shown.evaluate(source);
  const found = await shown.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** Width and height stand in the first chunk of a PNG. */
function sizeOf(file: string): { readonly width: number; readonly height: number; readonly bytes: number } {
  const bytes = readFileSync(file);
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), bytes: bytes.length };
}

test("every state has its picture in light and dark, of the right size, without an accessibility violation", async () => {
  mkdirSync(FOLDER, { recursive: true });
  const problems: string[] = [];
  const taken = await takePictures(FOLDER, async ({ name, shown }) => {
    for (const problem of await violations(shown)) problems.push(`${name}: ${problem}`);
  });
  expect(problems).toEqual([]);
  expect(taken.map(({ name }) => name)).toEqual(THEMES.flatMap((theme) => STATES.map((state) => `${state}-${theme}`)));
  for (const { name, path } of taken) {
    const { width, height, bytes } = sizeOf(path);
    expect(bytes, name).toBeGreaterThan(5_000);
    if (name.startsWith("popup")) {
      expect(width, name).toBe(POPUP_WIDTH);
      expect(height, name).toBeLessThanOrEqual(600);
    } else expect({ width, height }, name).toEqual(SIZE);
  }
});
