import { deepStrictEqual } from "node:assert";
import type { Policy } from "../../../src/core/remedy/policy";
import type { StaticProof } from "../proof";
import { deployedBy, needsAwsPython, ofType, pinnedForAws, textOf } from "./aws";

/** A rule of a bucket, in the field names of either provider. */
type Rule = Readonly<Record<string, string | number | readonly string[]>>;

function onlyRule(text: string): Rule {
  const rules = JSON.parse(text) as readonly Rule[];
  if (rules.length !== 1) throw new Error(`${rules.length} rules, expected one`);
  return rules[0] as Rule;
}

function holdMethods(methods: unknown, { allowedMethods }: Policy): void {
  const missing = allowedMethods.filter((method) => !(methods as readonly string[]).includes(method));
  if (missing.length > 0) throw new Error(`${missing} is not in the rule`);
}

/** CloudFormation's schema of a bucket, which spells two of the console's names otherwise. */
export const s3: StaticProof = {
  stack: "s3",
  kind: "schema",
  needs: needsAwsPython,
  version: () => pinnedForAws("cfn-lint"),
  check: (snippets, policy) => {
    const { AllowedOrigins, AllowedMethods, AllowedHeaders, ExposeHeaders, MaxAgeSeconds, ...others } = onlyRule(textOf(snippets, "rules"));
    deepStrictEqual(others, {});
    const rule = { AllowedOrigins, AllowedMethods, AllowedHeaders, ExposedHeaders: ExposeHeaders, MaxAge: MaxAgeSeconds };
    const template = { Resources: { Bucket: { Type: "AWS::S3::Bucket", Properties: { CorsConfiguration: { CorsRules: [rule] } } } } };
    ofType(deployedBy(JSON.stringify(template)), "AWS::S3::Bucket");
    deepStrictEqual([AllowedOrigins, AllowedHeaders, ExposeHeaders], [policy.allowedOrigins, policy.allowedHeaders, policy.exposedHeaders]);
    deepStrictEqual(MaxAgeSeconds, policy.maxAge);
    holdMethods(AllowedMethods, policy);
  },
};

export const gcs: StaticProof = {
  stack: "gcs",
  kind: "docs",
  needs: () => undefined,
  version: () => "Google's documentation of the fields",
  check: (snippets, policy) => {
    const { origin, method, responseHeader, maxAgeSeconds, ...others } = onlyRule(textOf(snippets, "file"));
    deepStrictEqual(others, {});
    deepStrictEqual([origin, responseHeader], [policy.allowedOrigins, [...policy.allowedHeaders, ...policy.exposedHeaders]]);
    deepStrictEqual(maxAgeSeconds, policy.maxAge);
    holdMethods(method, policy);
  },
};
