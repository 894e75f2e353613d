// Adds up what the runners wrote and prints the plain closing line. The argument is the number of parts that failed as a whole.
import { readFileSync } from "node:fs";

const failedParts = Number(process.argv[2] ?? 0);
let passed = 0;
let failed = 0;

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    failed += 1; // a runner that left no result did not run to its end
    return null;
  }
}

const unit = read("test-results/unit.json");
if (unit !== null) {
  passed += unit.numPassedTests;
  failed += unit.numFailedTests + unit.numPendingTests;
}
const e2e = read("test-results/e2e.json");
if (e2e !== null) {
  passed += e2e.stats.expected;
  failed += e2e.stats.unexpected + e2e.stats.flaky + e2e.stats.skipped;
}

console.log(`${passed} passed, ${Math.max(failed, failedParts)} failed`);
process.exitCode = failed + failedParts === 0 && passed > 0 ? 0 : 1;
