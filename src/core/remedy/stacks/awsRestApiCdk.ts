import { join } from "../encode/lit";
import { type Ts, ts, tsList, tsMapped, tsNumber } from "../encode/typescript";
import type { Rendered, Stack } from "../policy";
import type { Admitted } from "./admit";
import { likelyRestApi, REST_API, renderRestApi } from "./awsRestApi";
import { withSafelisted } from "./methods";
import { snippets } from "./snippets";

export const awsRestApiCdk: Stack = {
  ...REST_API,
  id: "aws-rest-api-cdk",
  title: "API Gateway REST API: CDK",
  language: "typescript",
  install: "",
  placement:
    "The single quotes inside the double ones belong there. The function sends the same headers itself: take the recipe for AWS Lambda for it.",
  restart: "`cdk deploy`.",
  likely: likelyRestApi(0.83),
  render: (policy) => renderRestApi(policy, "aws-http-api-cdk", pieces),
};

const FILE = "the stack's .ts file";

function pieces(policy: Admitted, origin: string): Rendered {
  const duration =
    policy.maxAge === null
      ? ts``
      : ts`import { Duration } from "aws-cdk-lib";
`;
  return snippets(
    [
      { file: FILE, where: "among the imports", slot: "imports" },
      ts`${duration}import { ResponseType } from "aws-cdk-lib/aws-apigateway";
`,
    ],
    [{ file: FILE, where: "among the properties of new RestApi(…) or LambdaRestApi(…)", slot: "properties" }, preflight(policy, origin)],
    [{ file: FILE, where: "after const api = new RestApi(…)", slot: "errors" }, errors(policy, origin)],
  );
}

function preflight({ methods, headers, exposed, credentials, credentialsUnsure, maxAge }: Admitted, origin: string): Ts {
  const lines: Ts[] = [ts`  allowOrigins: ${tsList([origin])},`, ts`  allowMethods: ${tsList(withSafelisted(methods))},`];
  // Left alone, CDK allows a list of its own.
  lines.push(ts`  allowHeaders: ${tsList(headers)},`);
  if (exposed.length > 0) lines.push(ts`  exposeHeaders: ${tsList(exposed)},`);
  if (credentialsUnsure) lines.push(ts`  // The next line can be dropped if the call does not send credentials.`);
  if (credentials) lines.push(ts`  allowCredentials: true,`);
  if (maxAge !== null) lines.push(ts`  maxAge: Duration.seconds(${tsNumber(maxAge)}),`);
  return ts`defaultCorsPreflightOptions: {
${join(lines, "\n")}
},
`;
}

function errors({ exposed, credentials }: Admitted, origin: string): Ts {
  const fields: Ts[] = [ts`      "Access-Control-Allow-Origin": ${tsMapped(origin)},`];
  if (credentials) fields.push(ts`      "Access-Control-Allow-Credentials": "'true'",`);
  if (exposed.length > 0) fields.push(ts`      "Access-Control-Expose-Headers": ${tsMapped(exposed.join(","))},`);
  return ts`for (const type of [ResponseType.DEFAULT_4XX, ResponseType.DEFAULT_5XX]) {
  api.addGatewayResponse("Cors" + type.responseType, {
    type,
    responseHeaders: {
${join(fields, "\n")}
    },
  });
}
`;
}
