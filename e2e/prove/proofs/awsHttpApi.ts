import { deepStrictEqual } from "node:assert";
import { hclString } from "../../../src/core/remedy/encode/hcl";
import { yamlString } from "../../../src/core/remedy/encode/yaml";
import type { Policy } from "../../../src/core/remedy/policy";
import type { StaticProof } from "../proof";
import { deployedBy, fromAws, holdPayloads, indented, needsAwsNpm, needsAwsPython, ofType, pinnedForAws, synthesised, textOf } from "./aws";
import { versionsOf } from "./node";

/** The configuration that would be deployed says the policy: the four spellings differ in the case of their names only. */
function holdHttpApi(found: unknown, policy: Policy): void {
  const said = new Map(Object.entries(found as object).map(([name, value]) => [name.replaceAll("_", "").toLowerCase(), value]));
  const methods = (said.get("allowmethods") ?? []) as readonly string[];
  for (const method of policy.allowedMethods) if (!methods.includes(method)) throw new Error(`${method} is not among ${methods}`);
  said.delete("allowmethods");
  const credentials = policy.allowCredentials !== false && policy.allowedOrigins[0] !== "*";
  const expected = new Map<string, unknown>([["alloworigins", policy.allowedOrigins]]);
  if (policy.allowedHeaders.length > 0) expected.set("allowheaders", policy.allowedHeaders);
  if (policy.exposedHeaders.length > 0) expected.set("exposeheaders", policy.exposedHeaders);
  if (credentials) expected.set("allowcredentials", true);
  if (policy.maxAge !== undefined) expected.set("maxage", policy.maxAge);
  deepStrictEqual(Object.fromEntries(said), Object.fromEntries(expected));
}

export const awsHttpApiSam: StaticProof = {
  stack: "aws-http-api-sam",
  kind: "schema",
  needs: () => {
    needsAwsPython();
    needsAwsNpm();
  },
  version: () => `${pinnedForAws("aws-sam-translator")}, ${pinnedForAws("cfn-lint")}`,
  check: async (snippets, policy) => {
    const cors = indented(textOf(snippets, "properties"), 6);
    const deployed = deployedBy(`Transform: AWS::Serverless-2016-10-31
Resources:
  Sam:
    Type: AWS::Serverless::HttpApi
    Properties:
${cors}
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      InlineCode: "exports.handler = async () => ({ statusCode: 200 })"
      Events:
        Put:
          Type: HttpApi
          Properties: { Path: /items, Method: put, ApiId: { Ref: Sam } }
  Plain:
    Type: AWS::ApiGatewayV2::Api
    Properties:
      Name: plain
      ProtocolType: HTTP
${cors}
`);
    for (const { Body, CorsConfiguration } of ofType(deployed, "AWS::ApiGatewayV2::Api"))
      holdHttpApi(CorsConfiguration ?? (Body as Record<string, unknown>)["x-amazon-apigateway-cors"], policy);
    const { parse } = fromAws<{ parse(text: string): unknown }>("yaml");
    await holdPayloads(yamlString, (texts) => parse(texts.map((text) => `- ${text}\n`).join("")));
  },
};

export const awsHttpApiCdk: StaticProof = {
  stack: "aws-http-api-cdk",
  kind: "schema",
  needs: needsAwsNpm,
  version: () => versionsOf([["AWS CDK", "aws-cdk-lib"]], "aws"),
  check: (snippets, policy) => {
    const deployed = synthesised(`import { Stack, type App } from "aws-cdk-lib";
import { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
${textOf(snippets, "imports")}
import { synth } from "../synth";

synth(
  class extends Stack {
    constructor(scope: App, id: string) {
      super(scope, id);
      new HttpApi(this, "Api", {
${textOf(snippets, "properties")}
      });
    }
  },
);
`);
    for (const { CorsConfiguration } of ofType(deployed, "AWS::ApiGatewayV2::Api")) holdHttpApi(CorsConfiguration, policy);
  },
};

interface Terraform {
  readonly resource: { readonly aws_apigatewayv2_api: { readonly api: readonly { readonly cors_configuration: readonly object[] }[] } };
}

export const awsHttpApiTerraform: StaticProof = {
  stack: "aws-http-api-terraform",
  kind: "syntax",
  needs: needsAwsNpm,
  version: () => versionsOf([["HCL by hcl2json", "@cdktf/hcl2json"]], "aws"),
  check: async (snippets, policy) => {
    const { parse } = fromAws<{ parse(name: string, text: string): Promise<unknown> }>("@cdktf/hcl2json");
    const { resource } = (await parse(
      "main.tf",
      `resource "aws_apigatewayv2_api" "api" {
  name          = "api"
  protocol_type = "HTTP"
${textOf(snippets, "api")}
}
`,
    )) as Terraform;
    holdHttpApi(resource.aws_apigatewayv2_api.api[0]?.cors_configuration[0] ?? {}, policy);
    await holdPayloads(hclString, async (texts) => {
      const parsed = (await parse("main.tf", `locals {\n  values = [${texts.join(", ")}]\n}\n`)) as { locals: { values: unknown }[] };
      return parsed.locals[0]?.values;
    });
  },
};

export const awsHttpApiConsole: StaticProof = {
  stack: "aws-http-api-console",
  kind: "docs",
  needs: () => undefined,
  version: () => "AWS's documentation of the form",
  check: (snippets, policy) => {
    const said = [...textOf(snippets, "form").matchAll(/^(Access-Control-[A-Za-z-]+): (\S+)$/gm)];
    const all = (field: string) => said.filter(([, name]) => name === field).map(([, , value]) => value as string);
    deepStrictEqual(all("Access-Control-Allow-Origin"), policy.allowedOrigins);
    deepStrictEqual(all("Access-Control-Allow-Headers"), policy.allowedHeaders);
    deepStrictEqual(all("Access-Control-Expose-Headers"), policy.exposedHeaders);
    for (const method of policy.allowedMethods) if (!all("Access-Control-Allow-Methods").includes(method)) throw new Error(`no ${method}`);
  },
};
