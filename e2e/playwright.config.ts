import { defineConfig } from "playwright/test";

/** Real browsers, one at a time: the machine is small, and each spec starts its own. No retries: a flake is a bug. */
export default defineConfig({
  testDir: "specs",
  workers: 1,
  retries: 0,
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [["list"], ["json", { outputFile: "../test-results/e2e.json" }]],
  outputDir: "../test-results/e2e",
});
