import type { LoggedRequest } from "../servers/requestLog";
import { scenarioCalled } from "../servers/scenarios/table";

/** Long enough for an exchange to end and to be told of; past it a request that nobody told of is missing. */
const PATIENCE = 45_000;
/** DevTools asks each origin it is opened on for a folder to work in. No page asks, and Chromium tells no extension. */
const BY_DEVTOOLS = "/.well-known/appspecific/com.chrome.devtools.json";

/**
 * Holds what was asked for and what the servers saw against what the background told: every playing of a scenario that is recorded must be
 * told of, everything else the servers saw must be counted. Only what is still owed is kept, so that hours cost no memory here.
 */
export class Account {
  readonly missing: string[] = [];
  asked = 0;
  recorded = 0;
  /** Requests that reached a server. */
  served = 0;
  /** Those among them that Corscope only counts. */
  healthy = 0;
  navigations = 0;
  readonly #owed = new Map<string, { readonly scenario: string; readonly since: number }>();

  /** A nonce for one playing of the scenario. */
  ask(scenario: string): string {
    const nonce = `soak-${++this.asked}`;
    if (isRecorded(scenario)) this.#owed.set(nonce, { scenario, since: Date.now() });
    return nonce;
  }

  saw(entries: readonly LoggedRequest[]): void {
    this.served += entries.length;
    for (const { scenario, url } of entries) {
      if (url === BY_DEVTOOLS) continue;
      if (scenario === null && url === "/") this.navigations++;
      else if (scenario === null || !isRecorded(scenario)) this.healthy++;
    }
  }

  told(nonces: readonly string[]): void {
    for (const nonce of nonces) if (this.#owed.delete(nonce)) this.recorded++;
  }

  /** Whatever is owed for too long is missing; in the end whatever is owed. */
  due(end: boolean): void {
    for (const [nonce, { scenario, since }] of this.#owed) {
      if (!end && Date.now() - since < PATIENCE) continue;
      this.#owed.delete(nonce);
      this.missing.push(`${scenario} ${nonce} was never told of`);
    }
  }
}

function isRecorded(scenario: string): boolean {
  return scenarioCalled(scenario).expect.recorded !== false;
}
