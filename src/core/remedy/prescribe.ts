import type { Diagnosis } from "../diagnosis/diagnosis";
import type { Exchange } from "../exchange/exchange";
import { policyPasses } from "./applied";
import { planFor } from "./plan";
import type { Plan, Policy, Remedy } from "./policy";
import { quote, quoteOrigin } from "./quote";
import { type Refused, refusedPart } from "./refused";
import { isThirdParty } from "./site";
import { smallestPolicy } from "./smallest";

/** What to do about an exchange: who, and the smallest policy that was proven to let it pass. */
export function prescribe(exchange: Exchange, diagnosis: Diagnosis): Remedy {
  const part = refusedPart(exchange, diagnosis);
  if (diagnosis.verdict === "allowed" && exchange.changedBy !== undefined) return onTrial();
  if (diagnosis.verdict !== "blocked" || part === null) return nothingToDo(diagnosis);
  const page = exchange.main?.context.initiator ?? diagnosis.origin;
  const thirdParty = isThirdParty(page, part.url);
  const plan = planFor(exchange, diagnosis, part);
  if (!plan.headersHelp) return { party: plan.party, thirdParty, summary: plan.summary, policy: null, advice: plan.advice };
  const smallest = smallestPolicy(exchange, diagnosis);
  if (!smallest.ok) {
    const summary = plan.summary || "No policy can be proposed for this request.";
    return { party: plan.party, thirdParty, summary, policy: null, advice: [smallest.refusal, ...plan.advice] };
  }
  if (!policyPasses(exchange, diagnosis, smallest.policy)) return unproven(plan, thirdParty);
  const advice = [...plan.advice, ...policyAdvice(smallest.policy), ...(thirdParty ? [OTHERS] : [])];
  return { party: plan.party, thirdParty, summary: plan.summary || sentence(part, smallest.policy), policy: smallest.policy, advice };
}

const OTHERS =
  "The server seems to be somebody else's: ask its owner to allow your origin, or let your own server call it and the page call your server.";

function onTrial(): Remedy {
  const summary = "Passed with Corscope's headers: without them the server still refuses it, so the fix has yet to be made there.";
  return { party: "server", thirdParty: false, summary, policy: null, advice: [] };
}

function nothingToDo(diagnosis: Diagnosis): Remedy {
  const summary = {
    allowed: "Nothing to fix: the request passed.",
    "not-cors": "CORS headers will not help: something other than CORS stopped this request.",
    unknown: "Nothing can be prescribed: the recording does not tell what became of this request.",
    blocked: "Nothing was recorded that a remedy could be read from.",
  }[diagnosis.verdict];
  return { party: "nobody", thirdParty: false, summary, policy: null, advice: [] };
}

/** Never shown as a fix: what we cannot see pass, we do not promise. */
function unproven(plan: Plan, thirdParty: boolean): Remedy {
  const summary =
    plan.summary || "Something besides the recorded CORS headers stops this request; no change of headers was found to cure it.";
  return { party: plan.party, thirdParty, summary, policy: null, advice: plan.advice };
}

function policyAdvice(policy: Policy): string[] {
  if (policy.allowCredentials !== "unknown") return [];
  return ["Whether the call includes credentials is not visible: Access-Control-Allow-Credentials can be dropped if it does not."];
}

function sentence(part: Refused, policy: Policy): string {
  const origins = policy.allowedOrigins.map(quote).join(", ");
  const withs = [...policy.allowedMethods, ...policy.allowedHeaders].map(quote);
  if (policy.allowCredentials === true) withs.push("credentials");
  const last = withs.pop();
  const using = last === undefined ? "" : ` with ${withs.length === 0 ? last : `${withs.join(", ")} and ${last}`}`;
  return `Let ${origins} call ${quoteOrigin(part.url)}${using}.`;
}
