import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Frame, Page } from "playwright";

/** Of the package that depends on it: axe reaches a panel inside DevTools only where it is put there by hand. */
const { source } = createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright"))("axe-core") as { readonly source: string };

/** What axe finds wrong with a page or a frame, a line each. */
export async function violations(shown: Page | Frame): Promise<string[]> {
  await shown.evaluate(source);
  const found = await shown.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
