import { execFileSync } from "node:child_process";
import type { StaticProof } from "../proof";
import { goVersions, needsGo } from "./golang";

/** The module proxy does not hand this module out everywhere: gofmt reads the recipe, and every field in it is one that the package has. */
const FIELDS = new Set(["Origins", "Methods", "RequestHeaders", "ResponseHeaders", "Credentialed", "MaxAgeInSeconds"]);

export const jub0bsCors: StaticProof = {
  stack: "jub0bs-cors",
  kind: "syntax",
  needs: needsGo,
  version: () => `fields of jub0bs/cors 1.0, ${goVersions([])}`,
  check: ([imports, wrap]) => {
    const body = wrap?.text.replace(/^(?=.)/gm, "\t") ?? "";
    const program = `package main\n\n${imports?.text}\nfunc main() {\n${body}}\n`;
    const formatted = execFileSync("gofmt", { input: program, encoding: "utf8" });
    if (formatted !== program) throw new Error(`gofmt writes it otherwise:\n${formatted}`);
    const unknown = [...program.matchAll(/^\t\t(\w+):/gm)].map(([, name]) => name as string).filter((name) => !FIELDS.has(name));
    if (unknown.length > 0) throw new Error(`the package has no field ${unknown.join(", ")}`);
  },
};
