import { defineConfig } from "vitest/config";

/** Apart from vite.config.ts, so that unit tests neither load nor write an extension. */
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  define: { __TARGET__: JSON.stringify("chrome"), __VERSION__: JSON.stringify("0.0.0-test") },
  test: {
    include: [
      "src/**/*.test.{ts,tsx}",
      "e2e/{servers,playground,harness,oracle,prove,soak,bench,faults,permissions}/**/*.test.{ts,tsx}",
      "scripts/**/*.test.ts",
    ],
    // The machine may be busy: states are waited for, and no test is about seconds.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
    reporters: ["default", ["json", { outputFile: "test-results/unit.json" }]],
  },
});
