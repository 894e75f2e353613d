import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";
import draft06 from "ajv/dist/refs/json-schema-draft-06.json" with { type: "json" };
import addFormats from "ajv-formats";

let compiled: ValidateFunction | null = null;

/** What the published HAR 1.2 schema finds wrong with a file; empty when it is valid. */
export function harProblems(har: unknown): string[] {
  compiled ??= compile();
  return compiled(har) === true ? [] : (compiled.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
}

function compile(): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addMetaSchema(draft06);
  for (const schema of Object.values(createRequire(import.meta.url)("har-schema") as Record<string, object>)) ajv.addSchema(schema);
  const validate = ajv.getSchema("har.json#");
  if (validate === undefined) throw new Error("the package har-schema holds no har.json");
  return validate as ValidateFunction;
}
