import { mkdirSync, readFileSync } from "node:fs";
import { expect, test } from "playwright/test";
import { violations } from "../harness/axe";
import { POPUP_WIDTH, SIZE, STATES, THEMES, takePictures } from "../harness/pictures";

const FOLDER = "test-results/pictures";
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
