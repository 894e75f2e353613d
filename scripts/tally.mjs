// Adds up what the runners wrote, says once more what failed (a log is read from its end), and prints the plain closing line. The arguments are
// the names of the parts that failed as a whole.
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

const failedParts = process.argv.slice(2);
const troubles = [];
let passed = 0;
let failed = 0;

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    failed += 1;
    troubles.push(`${file}: no result, the runner did not run to its end`);
    return null;
  }
}

/** The first lines of what a runner said, without its colours. */
function excerpt(message = "") {
  const lines = stripVTControlCharacters(message).split("\n");
  return lines
    .slice(0, 20)
    .map((line) => `    ${line.slice(0, 300)}`)
    .join("\n");
}

function* e2eTests(suite, path = []) {
  for (const spec of suite.specs ?? []) for (const test of spec.tests) yield { name: [...path, spec.title].join(" > "), test };
  for (const inner of suite.suites ?? []) yield* e2eTests(inner, [...path, inner.title]);
}

const unit = read("test-results/unit.json");
if (unit !== null) {
  passed += unit.numPassedTests;
  failed += unit.numFailedTests + unit.numPendingTests;
  for (const file of unit.testResults) {
    if (file.status !== "passed" && file.message) troubles.push(`${file.name}\n${excerpt(file.message)}`);
    for (const test of file.assertionResults)
      if (test.status !== "passed") troubles.push(`${test.status}: ${test.fullName}\n${excerpt(test.failureMessages?.[0])}`);
  }
}
const e2e = read("test-results/e2e.json");
if (e2e !== null) {
  passed += e2e.stats.expected;
  failed += e2e.stats.unexpected + e2e.stats.flaky + e2e.stats.skipped;
  for (const { name, test } of e2eTests(e2e))
    if (test.status !== "expected") troubles.push(`${test.status}: ${name}\n${excerpt(test.results.at(-1)?.error?.message)}`);
  for (const error of e2e.errors ?? []) troubles.push(excerpt(error.message));
}
for (const part of failedParts) troubles.push(`part ${part}`);

if (troubles.length > 0) console.log(`== what failed:\n${troubles.join("\n")}`);
console.log(`${passed} passed, ${Math.max(failed, failedParts.length)} failed`);
process.exitCode = failed + failedParts.length === 0 && passed > 0 ? 0 : 1;
