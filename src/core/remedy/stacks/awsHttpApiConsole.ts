import { type Http, http, httpValue } from "../encode/http";
import { join } from "../encode/lit";
import type { Rendered, Stack } from "../policy";
import { HTTP_API, type HttpApiCors, likelyHttpApi, renderHttpApi } from "./awsHttpApi";
import { snippets } from "./snippets";

export const awsHttpApiConsole: Stack = {
  ...HTTP_API,
  id: "aws-http-api-console",
  title: "API Gateway HTTP API: in the console",
  language: "http",
  install: "",
  placement: "The form takes one value at a time: press Add after each line, and Save at the end.",
  restart: "The `$default` stage deploys by itself; choose Deploy for another one.",
  likely: likelyHttpApi(0.86),
  render: (policy) => renderHttpApi(policy, form),
};

/** The names of the form's fields are those of the headers. */
function form({ origins, listed, headers, exposed, credentials, credentialsUnsure, maxAge }: HttpApiCors): Rendered {
  const lines: Http[] = [
    ...(origins ?? ["*"]).map((origin) => http`Access-Control-Allow-Origin: ${httpValue(origin)}`),
    ...headers.map((name) => http`Access-Control-Allow-Headers: ${httpValue(name)}`),
    ...listed.map((method) => http`Access-Control-Allow-Methods: ${httpValue(method)}`),
    ...exposed.map((name) => http`Access-Control-Expose-Headers: ${httpValue(name)}`),
  ];
  if (maxAge !== null) lines.push(http`Access-Control-Max-Age: ${httpValue(String(maxAge))}`);
  if (credentialsUnsure) lines.push(http`# YES can stay NO if the call does not send credentials.`);
  lines.push(credentials ? http`Access-Control-Allow-Credentials: YES` : http`Access-Control-Allow-Credentials: NO`);
  return snippets([
    { file: "API Gateway console", where: "your API, Develop, CORS, Configure", slot: "form" },
    http`${join(lines, "\n")}
`,
  ]);
}
