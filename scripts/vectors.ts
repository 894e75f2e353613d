import { readFileSync } from "node:fs";
import { type Report, runVectors } from "./vectors/runVectors";

/** `npm run vectors -- FILE.json`: the core against test vectors; see docs/contract.md, "Test vectors". */
function main(files: readonly string[]): Report {
  const [file, ...more] = files;
  if (file === undefined || more.length > 0) return { lines: ["usage: npm run vectors -- FILE.json"], code: 2 };
  try {
    return runVectors(readFileSync(file, "utf8"), file);
  } catch (problem) {
    return { lines: [`${file} cannot be read: ${problem instanceof Error ? problem.message : String(problem)}`], code: 2 };
  }
}

const { lines, code } = main(process.argv.slice(2));
(code === 2 ? process.stderr : process.stdout).write(`${lines.join("\n")}\n`);
process.exitCode = code;
