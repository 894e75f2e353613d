import { join } from "../encode/lit";
import { type Yaml, yaml, yamlList, yamlNumber } from "../encode/yaml";
import type { Rendered, Stack } from "../policy";
import { HTTP_API, type HttpApiCors, likelyHttpApi, renderHttpApi } from "./awsHttpApi";
import { snippets } from "./snippets";

export const awsHttpApiSam: Stack = {
  ...HTTP_API,
  id: "aws-http-api-sam",
  title: "API Gateway HTTP API: SAM or CloudFormation",
  language: "yaml",
  install: "",
  placement: "The property has the same name in SAM's AWS::Serverless::HttpApi and in CloudFormation's AWS::ApiGatewayV2::Api.",
  restart: "`sam deploy`, or update the stack.",
  likely: likelyHttpApi(0.84),
  render: (policy) => renderHttpApi(policy, corsConfiguration),
};

function corsConfiguration({ origins, listed, headers, exposed, credentials, credentialsUnsure, maxAge }: HttpApiCors): Rendered {
  const lines: Yaml[] = [yaml`AllowOrigins: ${yamlList(origins ?? ["*"])}`, yaml`AllowMethods: ${yamlList(listed)}`];
  if (headers.length > 0) lines.push(yaml`AllowHeaders: ${yamlList(headers)}`);
  if (exposed.length > 0) lines.push(yaml`ExposeHeaders: ${yamlList(exposed)}`);
  if (credentialsUnsure) lines.push(yaml`# The next line can be dropped if the call does not send credentials.`);
  if (credentials) lines.push(yaml`AllowCredentials: true`);
  if (maxAge !== null) lines.push(yaml`MaxAge: ${yamlNumber(maxAge)}`);
  return snippets([
    { file: "template.yaml", where: "among the Properties of the API", slot: "properties" },
    yaml`CorsConfiguration:
${join(
  lines.map((line) => yaml`  ${line}`),
  "\n",
)}
`,
  ]);
}
