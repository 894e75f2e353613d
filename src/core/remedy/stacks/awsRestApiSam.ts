import { join } from "../encode/lit";
import { type Yaml, yaml, yamlMapped } from "../encode/yaml";
import type { Rendered, Stack } from "../policy";
import type { Admitted } from "./admit";
import { likelyRestApi, REST_API, renderRestApi } from "./awsRestApi";
import { withSafelisted } from "./methods";
import { snippets } from "./snippets";

export const awsRestApiSam: Stack = {
  ...REST_API,
  id: "aws-rest-api-sam",
  title: "API Gateway REST API: SAM",
  language: "yaml",
  install: "",
  placement:
    "The single quotes inside the double ones belong there. With a default authorizer also set AddDefaultAuthorizerToCorsPreflight: false under Auth. The function sends the same headers itself: take the recipe for AWS Lambda for it.",
  restart: "`sam deploy`.",
  likely: likelyRestApi(0.84),
  render: (policy) => renderRestApi(policy, "aws-http-api-sam", properties),
};

function properties({ methods, headers, exposed, credentials, credentialsUnsure, maxAge }: Admitted, origin: string): Rendered {
  const cors: Yaml[] = [yaml`  AllowOrigin: ${yamlMapped(origin)}`, yaml`  AllowMethods: ${yamlMapped(withSafelisted(methods).join(","))}`];
  if (headers.length > 0) cors.push(yaml`  AllowHeaders: ${yamlMapped(headers.join(","))}`);
  if (credentialsUnsure) cors.push(yaml`  # The next line can be dropped if the call does not send credentials.`);
  if (credentials) cors.push(yaml`  AllowCredentials: true`);
  if (maxAge !== null) cors.push(yaml`  MaxAge: ${yamlMapped(String(maxAge))}`);
  const error: Yaml[] = [yaml`        Access-Control-Allow-Origin: ${yamlMapped(origin)}`];
  if (credentials) error.push(yaml`        Access-Control-Allow-Credentials: "'true'"`);
  if (exposed.length > 0) error.push(yaml`        Access-Control-Expose-Headers: ${yamlMapped(exposed.join(","))}`);
  const fields = join(error, "\n");
  return snippets([
    { file: "template.yaml", where: "among the Properties of the AWS::Serverless::Api", slot: "properties" },
    yaml`Cors:
${join(cors, "\n")}
GatewayResponses:
  DEFAULT_4XX:
    ResponseParameters:
      Headers:
${fields}
  DEFAULT_5XX:
    ResponseParameters:
      Headers:
${fields}
`,
  ]);
}
