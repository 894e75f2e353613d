import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JSONReport, JSONReportSuite } from "playwright/types/testReporter";
import type { Manifest, Trial } from "./trials";

export interface Outcome {
  readonly passed: boolean;
  /** The first line of what went wrong; empty when nothing did. */
  readonly problem: string;
}

/** One test, played with a copy of the built extension that has this manifest. */
export async function play({ spec, title }: Trial, built: string, manifest: Manifest): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "corscope-permission-"));
  try {
    const extension = join(folder, "extension");
    cpSync(built, extension, { recursive: true });
    writeFileSync(join(extension, "manifest.json"), JSON.stringify(manifest));
    const report = join(folder, "report.json");
    await playwright(["--output", join(folder, "output"), spec, "-g", escaped(title)], {
      CORSCOPE_EXTENSION: extension,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
    return outcomeOf(JSON.parse(readFileSync(report, "utf8")) as JSONReport);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function playwright(more: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const words = ["node_modules/playwright/cli.js", "test", "--config", "e2e/playwright.config.ts", "--reporter", "json", ...more];
  return new Promise((resolve, reject) => {
    const runner = spawn(process.execPath, words, { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "inherit"] });
    runner.on("error", reject).on("close", () => resolve());
  });
}

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&");

/** A test that was not found, or that never ran, proves nothing either way. */
function outcomeOf({ stats, suites, errors }: JSONReport): Outcome {
  if (stats.expected + stats.unexpected !== 1) throw new Error(`one test was to run: ${JSON.stringify({ stats, errors }).slice(0, 500)}`);
  const problem = stats.expected === 1 ? "" : firstProblem(suites);
  return { passed: stats.expected === 1, problem };
}

function firstProblem(suites: readonly JSONReportSuite[]): string {
  const specs = (suite: JSONReportSuite): JSONReportSuite["specs"] => [...suite.specs, ...(suite.suites ?? []).flatMap(specs)];
  const results = suites.flatMap(specs).flatMap(({ tests }) => tests.flatMap(({ results }) => results));
  const message = results.flatMap(({ errors }) => errors.map(({ message }) => message ?? ""))[0] ?? "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal
  return (message.replaceAll(/\u001b\[[\d;]*m/g, "").split("\n")[0] ?? "").slice(0, 120);
}
