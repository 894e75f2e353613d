import { join } from "../encode/lit";
import { type Ts, ts, tsList, tsNumber } from "../encode/typescript";
import type { Rendered, Stack } from "../policy";
import { HTTP_API, type HttpApiCors, likelyHttpApi, renderHttpApi } from "./awsHttpApi";
import { snippets } from "./snippets";

export const awsHttpApiCdk: Stack = {
  ...HTTP_API,
  id: "aws-http-api-cdk",
  title: "API Gateway HTTP API: CDK",
  language: "typescript",
  install: "",
  placement: "One property of the API; routes and integrations stay as they are.",
  restart: "`cdk deploy`.",
  likely: likelyHttpApi(0.83),
  render: (policy) => renderHttpApi(policy, corsPreflight),
};

/** Members of CorsHttpMethod. */
const MEMBERS: ReadonlyMap<string, Ts> = new Map([
  ["GET", ts`CorsHttpMethod.GET`],
  ["HEAD", ts`CorsHttpMethod.HEAD`],
  ["POST", ts`CorsHttpMethod.POST`],
  ["PUT", ts`CorsHttpMethod.PUT`],
  ["PATCH", ts`CorsHttpMethod.PATCH`],
  ["DELETE", ts`CorsHttpMethod.DELETE`],
  ["OPTIONS", ts`CorsHttpMethod.OPTIONS`],
]);

function corsPreflight({ origins, listed, headers, exposed, credentials, credentialsUnsure, maxAge }: HttpApiCors): Rendered {
  const members = listed.flatMap((method) => MEMBERS.get(method) ?? []);
  const lines: Ts[] = [ts`  allowOrigins: ${tsList(origins ?? ["*"])},`, ts`  allowMethods: [${join(members, ", ")}],`];
  if (headers.length > 0) lines.push(ts`  allowHeaders: ${tsList(headers)},`);
  if (exposed.length > 0) lines.push(ts`  exposeHeaders: ${tsList(exposed)},`);
  if (credentialsUnsure) lines.push(ts`  // The next line can be dropped if the call does not send credentials.`);
  if (credentials) lines.push(ts`  allowCredentials: true,`);
  if (maxAge !== null) lines.push(ts`  maxAge: Duration.seconds(${tsNumber(maxAge)}),`);
  return snippets(
    [
      { file: "the stack's .ts file", where: "among the imports", slot: "imports" },
      maxAge === null
        ? IMPORTS
        : ts`import { Duration } from "aws-cdk-lib";
${IMPORTS}`,
    ],
    [
      { file: "the stack's .ts file", where: "among the properties of new HttpApi(…)", slot: "properties" },
      ts`corsPreflight: {
${join(lines, "\n")}
},
`,
    ],
  );
}

const IMPORTS = ts`import { CorsHttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
`;
