import { leadOf } from "../exchange/exchange";
import type { Judged } from "./corsFields";

/** The same failure of one endpoint, however often it happened: the first tells it all. */
export interface Endpoint {
  readonly first: Judged;
  readonly count: number;
}

/** A preflight whose request is missing is judged by its own checks: files of proxies hold nothing else of what a browser blocked. */
export function isTrouble({ diagnosis }: Judged): boolean {
  return diagnosis.verdict === "blocked" || diagnosis.verdict === "not-cors" || diagnosis.failures.length > 0;
}

export class EndpointGroups {
  readonly #groups = new Map<string, Endpoint>();

  add(one: Judged): void {
    const lead = leadOf(one.exchange).hops[0];
    const { reason, cause, notCors, origin } = one.diagnosis;
    const key = JSON.stringify([lead?.method, lead?.url.split("?")[0], reason, cause, notCors, origin]);
    const group = this.#groups.get(key);
    this.#groups.set(key, { first: group?.first ?? one, count: (group?.count ?? 0) + 1 });
  }

  list(): Endpoint[] {
    return [...this.#groups.values()];
  }
}
