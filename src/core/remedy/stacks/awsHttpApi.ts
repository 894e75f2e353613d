import type { HeaderList } from "../../exchange/networkEvent";
import { getHeader } from "../../fetch/headers";
import type { Pitfall, Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { withSafelisted } from "./methods";
import { causedBy } from "./pitfallSigns";

/** What the recipes for an HTTP API of API Gateway share: one setting, in the spelling of four tools. */
const PITFALLS: readonly Pitfall[] = [
  {
    id: "default-route-authorizer",
    text: "With an authorizer on the `$default` route the preflight has to log in: add a route `OPTIONS /{proxy+}` without an authorizer.",
    seen: causedBy("preflight-needs-auth"),
  },
  {
    id: "headers-of-the-function",
    text: "Once this is set, CORS headers that the function sends are dropped: change them here, not there.",
  },
  {
    id: "stage-not-deployed",
    text: "A stage without automatic deployment answers as before until it is deployed.",
  },
];

export const HTTP_API: Pick<Stack, "family" | "docs" | "pitfalls"> = {
  family: "cloud",
  docs: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
  pitfalls: PITFALLS,
};

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** The policy in the gateway's terms, with every method: one that is not listed gets no headers. */
export interface HttpApiCors extends Admitted {
  readonly listed: readonly string[];
}

/** Admits what an HTTP API can say and hands it to one of its spellings. */
export function renderHttpApi(policy: Policy, render: (cors: HttpApiCors) => Rendered): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { origins, methods } = admission.policy;
  if (origins?.some((origin) => !/^https?:/.test(origin)))
    return {
      ok: false,
      refusal: "An HTTP API allows origins of http and https only: let the function answer.",
      tryInstead: "aws-lambda-node",
    };
  const listed = withSafelisted(methods.filter((method) => method !== "GET" && method !== "HEAD" && method !== "POST"));
  if (listed.some((method) => !METHODS.includes(method)))
    return { ok: false, refusal: "An HTTP API has a fixed list of methods, and one of this policy is not in it." };
  return render({ ...admission.policy, listed });
}

/** HTTP APIs sign with a name of their own; a REST API and a function URL do not. */
export function likelyHttpApi(likelihood: number): (reply: HeaderList) => number {
  return (reply) => (getHeader(reply, "apigw-requestid") === null ? 0 : likelihood);
}
