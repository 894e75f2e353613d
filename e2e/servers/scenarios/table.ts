import { ALLOW_ORIGIN } from "./allowOrigin";
import { CREDENTIALS } from "./credentials";
import { ERROR_REPLIES } from "./errorReplies";
import { LOCAL_NETWORK } from "./localNetwork";
import { METHODS_AND_HEADERS } from "./methodsAndHeaders";
import { NOT_CORS } from "./notCors";
import { PASSING } from "./passing";
import { PREFLIGHT } from "./preflight";
import { REDIRECTS } from "./redirects";
import type { Scenario } from "./scenario";
import { WAYS_TO_SEND } from "./waysToSend";

/** Every scenario, in the order in which the playground shows them. */
export const SCENARIOS: readonly Scenario[] = [
  ...ALLOW_ORIGIN,
  ...CREDENTIALS,
  ...PREFLIGHT,
  ...METHODS_AND_HEADERS,
  ...REDIRECTS,
  ...ERROR_REPLIES,
  ...WAYS_TO_SEND,
  ...PASSING,
  ...NOT_CORS,
  ...LOCAL_NETWORK,
];

const byId = new Map(SCENARIOS.map((scenario) => [scenario.id, scenario]));

export function findScenario(id: string): Scenario | undefined {
  return byId.get(id);
}

/** Throws on an unknown id: whoever names a scenario in a test meant one that exists. */
export function scenarioCalled(id: string): Scenario {
  const found = byId.get(id);
  if (found === undefined) throw new RangeError(`no scenario is called ${id}`);
  return found;
}
