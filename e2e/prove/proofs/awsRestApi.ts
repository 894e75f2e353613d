import type { Policy } from "../../../src/core/remedy/policy";
import type { StaticProof } from "../proof";
import { type Deployed, deployedBy, indented, needsAwsNpm, needsAwsPython, ofType, pinnedForAws, synthesised, textOf } from "./aws";
import { versionsOf } from "./node";

type Headers = Readonly<Record<string, string>>;

/** What is mapped to reply headers, by lower-case name, without the quotes that mark a fixed value. */
function fixedValues(parameters: Headers, prefix: string): Map<string, string> {
  return new Map(
    Object.entries(parameters).map(([name, value]) => {
      const inner = /^'([^']*)'$/.exec(value)?.[1];
      if (!name.startsWith(prefix) || inner === undefined) throw new Error(`${name}: ${value} is no fixed header`);
      return [name.slice(prefix.length).toLowerCase(), inner];
    }),
  );
}

function holdOrigin(said: Map<string, string>, { allowedOrigins, allowCredentials }: Policy): void {
  const origin = said.get("access-control-allow-origin");
  if (origin !== allowedOrigins[0]) throw new Error(`the origin would be ${origin}`);
  const credentials = allowCredentials !== false && origin !== "*";
  if ((said.get("access-control-allow-credentials") === "true") !== credentials)
    throw new Error("credentials are not as the policy has them");
}

function holdPreflight(parameters: Headers, policy: Policy): void {
  const said = fixedValues(parameters, "method.response.header.");
  holdOrigin(said, policy);
  const list = (name: string) => said.get(`access-control-${name}`)?.split(",") ?? [];
  for (const method of policy.allowedMethods) if (!list("allow-methods").includes(method)) throw new Error(`${method} is not listed`);
  for (const name of policy.allowedHeaders) if (!list("allow-headers").includes(name)) throw new Error(`${name} is not listed`);
  if (said.get("access-control-max-age") !== policy.maxAge?.toString()) throw new Error("the max-age is not the policy's");
}

function holdErrors(byType: ReadonlyMap<string, Headers>, policy: Policy): void {
  for (const type of ["DEFAULT_4XX", "DEFAULT_5XX"]) {
    const said = fixedValues(byType.get(type) ?? {}, "gatewayresponse.header.");
    holdOrigin(said, policy);
    if ((said.get("access-control-expose-headers") ?? "") !== policy.exposedHeaders.join())
      throw new Error(`${type} exposes other headers`);
  }
}

interface OpenApi {
  readonly paths: Readonly<Record<string, { readonly options: { readonly "x-amazon-apigateway-integration": Mock } }>>;
  readonly "x-amazon-apigateway-gateway-responses": Readonly<Record<string, { readonly responseParameters: Headers }>>;
}

interface Mock {
  readonly responses: { readonly default: { readonly responseParameters: Headers } };
}

export const awsRestApiSam: StaticProof = {
  stack: "aws-rest-api-sam",
  kind: "schema",
  needs: needsAwsPython,
  version: () => `${pinnedForAws("aws-sam-translator")}, ${pinnedForAws("cfn-lint")}`,
  check: (snippets, policy) => {
    const deployed = deployedBy(`Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
${indented(textOf(snippets, "properties"), 6)}
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      InlineCode: "exports.handler = async () => ({ statusCode: 200 })"
      Events:
        Put:
          Type: Api
          Properties: { Path: /items, Method: put, RestApiId: { Ref: Api } }
`);
    const body = ofType(deployed, "AWS::ApiGateway::RestApi")[0]?.Body as OpenApi;
    holdPreflight(body.paths["/items"]?.options["x-amazon-apigateway-integration"].responses.default.responseParameters ?? {}, policy);
    const errors = Object.entries(body["x-amazon-apigateway-gateway-responses"]);
    holdErrors(new Map(errors.map(([type, { responseParameters }]) => [type, responseParameters])), policy);
  },
};

export const awsRestApiCdk: StaticProof = {
  stack: "aws-rest-api-cdk",
  kind: "schema",
  needs: needsAwsNpm,
  version: () => versionsOf([["AWS CDK", "aws-cdk-lib"]], "aws"),
  check: (snippets, policy) => {
    const deployed = synthesised(`import { Stack, type App } from "aws-cdk-lib";
import { RestApi } from "aws-cdk-lib/aws-apigateway";
${textOf(snippets, "imports")}
import { synth } from "../synth";

synth(
  class extends Stack {
    constructor(scope: App, id: string) {
      super(scope, id);
      const api = new RestApi(this, "Api", {
${textOf(snippets, "properties")}
      });
${textOf(snippets, "errors")}
      api.root.addMethod("PUT");
    }
  },
);
`);
    holdPreflight(mockOf(deployed), policy);
    const errors = ofType(deployed, "AWS::ApiGateway::GatewayResponse") as { ResponseType: string; ResponseParameters: Headers }[];
    holdErrors(new Map(errors.map(({ ResponseType, ResponseParameters }) => [ResponseType, ResponseParameters])), policy);
  },
};

interface Method {
  readonly HttpMethod: string;
  readonly Integration: { readonly IntegrationResponses: readonly { readonly ResponseParameters: Headers }[] };
}

function mockOf(deployed: Deployed): Headers {
  const methods = ofType(deployed, "AWS::ApiGateway::Method") as unknown as Method[];
  const options = methods.find(({ HttpMethod }) => HttpMethod === "OPTIONS");
  return options?.Integration.IntegrationResponses[0]?.ResponseParameters ?? {};
}
