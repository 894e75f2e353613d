import { readFileSync, writeFileSync } from "node:fs";

// YAML counts spaces: the parts are written without any, as a recipe shows them, and moved to their column here.
const frame = readFileSync("frame.yaml", "utf8");
const whole = frame.replace(/^( *)<(.*)>$/gm, (_, column, part) =>
  readFileSync(part, "utf8")
    .trimEnd()
    .replace(/^(?=.)/gm, column),
);
writeFileSync("envoy.yaml", whole);
