import type { HeaderList } from "../../exchange/networkEvent";
import { getHeader } from "../../fetch/headers";
import type { Pitfall, Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { answered, causedBy } from "./pitfallSigns";

/** What the recipes for a REST API of API Gateway share. Unlike an HTTP API it adds nothing to what a function answers. */
const PITFALLS: readonly Pitfall[] = [
  {
    id: "function-without-headers",
    text: "The gateway answers preflights and its own errors only: with proxy integration the function has to send the headers too.",
    seen: causedBy("server-never-opted-in"),
  },
  {
    id: "gateway-responses",
    text: "401, 403, 429 and 5xx of the gateway itself carry no CORS headers unless its gateway responses do.",
    seen: answered((status) => status === 401 || status === 403 || status === 429 || status >= 500),
  },
  {
    id: "stage-not-deployed",
    text: "A change in the console does nothing until the API is deployed to its stage.",
  },
];

export const REST_API: Pick<Stack, "family" | "docs" | "pitfalls"> = {
  family: "cloud",
  docs: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html",
  pitfalls: PITFALLS,
};

/** A header of a gateway response is a fixed value: it can name one origin, and cannot be left out for the others. */
export function renderRestApi(policy: Policy, tryInstead: string, render: (policy: Admitted, origin: string) => Rendered): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const [origin, ...more] = admission.policy.origins ?? ["*"];
  if (origin === undefined || more.length > 0)
    return {
      ok: false,
      refusal: "The error replies of a REST API can name one origin only: use an HTTP API, or have the function answer everything.",
      tryInstead,
    };
  return render(admission.policy, origin);
}

/** REST APIs sign with this name; HTTP APIs and function URLs do not. */
export function likelyRestApi(likelihood: number): (reply: HeaderList) => number {
  return (reply) => (getHeader(reply, "x-amz-apigw-id") === null ? 0 : likelihood);
}
