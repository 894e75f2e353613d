import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Frame, Page } from "playwright";
import type { View } from "./firefox/view";

/** Of the package that depends on it: axe reaches a panel inside DevTools only where it is put there by hand. */
const { source } = createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright"))("axe-core") as { readonly source: string };

/** What axe finds wrong with a page or a frame, a line each. */
export async function violations(shown: Page | Frame): Promise<string[]> {
  await shown.evaluate(source);
  return shown.evaluate(run);
}

/** The same of a document of the extension in Firefox. */
export async function violationsInFirefox(view: View): Promise<string[]> {
  await view.runSource(source);
  return view.evaluate(run);
}

/** Runs in the document, as text: it may name nothing of here. */
async function run(): Promise<string[]> {
  // Half way from one colour to the other no contrast is right. One that was replaced meanwhile rejects; one without end is not waited for.
  const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
  await Promise.all(passing.map(({ finished }) => finished.catch(() => undefined)));
  const found = await (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
