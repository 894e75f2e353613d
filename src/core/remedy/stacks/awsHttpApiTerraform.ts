import { type Hcl, hcl, hclColumn, hclList, hclNumber } from "../encode/hcl";
import { join } from "../encode/lit";
import type { Rendered, Stack } from "../policy";
import { HTTP_API, type HttpApiCors, likelyHttpApi, renderHttpApi } from "./awsHttpApi";
import { snippets } from "./snippets";

export const awsHttpApiTerraform: Stack = {
  ...HTTP_API,
  id: "aws-http-api-terraform",
  title: "API Gateway HTTP API: Terraform",
  language: "hcl",
  install: "",
  placement: "One block for the whole API; routes and integrations stay as they are.",
  restart: "`terraform apply`.",
  likely: likelyHttpApi(0.82),
  render: (policy) => renderHttpApi(policy, corsConfiguration),
};

function corsConfiguration({ origins, listed, headers, exposed, credentials, credentialsUnsure, maxAge }: HttpApiCors): Rendered {
  // Names in a column, as `terraform fmt` has them; a comment between them begins a new one.
  const first: [Hcl, Hcl][] = [
    [hcl`allow_origins`, hclList(origins ?? ["*"])],
    [hcl`allow_methods`, hclList(listed)],
  ];
  const last: [Hcl, Hcl][] = [];
  if (headers.length > 0) first.push([hcl`allow_headers`, hclList(headers)]);
  if (exposed.length > 0) first.push([hcl`expose_headers`, hclList(exposed)]);
  const rest = credentialsUnsure ? last : first;
  if (credentials) rest.push([hcl`allow_credentials`, hcl`true`]);
  if (maxAge !== null) rest.push([hcl`max_age`, hclNumber(maxAge)]);
  const lines = [hclColumn(first)];
  if (credentialsUnsure) lines.push(hcl`  # The next line can be dropped if the call does not send credentials.`, hclColumn(last));
  return snippets([
    { file: "main.tf", where: 'inside resource "aws_apigatewayv2_api"', slot: "api" },
    hcl`cors_configuration {
${join(lines, "\n")}
}
`,
  ]);
}
