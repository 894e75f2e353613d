import { deepStrictEqual } from "node:assert";
import type { StaticProof } from "../proof";
import { deployedBy, indented, needsAwsPython, ofType, pinnedForAws, textOf } from "./aws";

interface HeadersPolicy {
  readonly ResponseHeadersPolicyConfig: { readonly CorsConfig: Readonly<Record<string, boolean | number | { readonly Items: string[] }>> };
}

/** CloudFormation's schema of the policy and, in it, what the recipe means. */
export const cloudfront: StaticProof = {
  stack: "cloudfront",
  kind: "schema",
  needs: needsAwsPython,
  version: () => pinnedForAws("cfn-lint"),
  check: (snippets, policy) => {
    const deployed = deployedBy(`Resources:\n${indented(textOf(snippets, "resources"), 2)}\n`);
    const [found] = ofType(deployed, "AWS::CloudFront::ResponseHeadersPolicy") as unknown as HeadersPolicy[];
    const said = new Map(Object.entries(found?.ResponseHeadersPolicyConfig.CorsConfig ?? {}));
    const list = (name: string) => (said.get(name) as { Items: string[] } | undefined)?.Items ?? [];
    deepStrictEqual(list("AccessControlAllowOrigins"), policy.allowedOrigins);
    deepStrictEqual(list("AccessControlExposeHeaders"), policy.exposedHeaders);
    deepStrictEqual(said.get("AccessControlMaxAgeSec"), policy.maxAge);
    const credentials = policy.allowCredentials !== false && policy.allowedOrigins[0] !== "*";
    deepStrictEqual(said.get("AccessControlAllowCredentials"), credentials);
    for (const name of policy.allowedHeaders) if (!list("AccessControlAllowHeaders").includes(name)) throw new Error(`no ${name}`);
    for (const method of policy.allowedMethods) if (!list("AccessControlAllowMethods").includes(method)) throw new Error(`no ${method}`);
  },
};
