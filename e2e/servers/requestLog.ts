import type { IncomingMessage } from "node:http";
import type { Address } from "./answer";
import type { Host, Pairs } from "./scenarios/scenario";

export interface LoggedRequest {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly host: Host;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** As they came: order, spelling and doubles kept. */
  readonly headers: Pairs;
  /** Which row of the table it asked for; null for the playground's own files. */
  readonly scenario: string | null;
  readonly hop: number;
  readonly n: string;
}

/** Every request that any server saw, in the order of arrival. */
export class RequestLog {
  readonly entries: LoggedRequest[] = [];
  readonly #waiting = new Set<() => void>();

  add(host: Host, request: IncomingMessage, address: Address | null): void {
    const raw = request.rawHeaders;
    this.entries.push({
      at: Date.now(),
      host,
      method: request.method ?? "",
      url: request.url ?? "",
      headers: Array.from({ length: raw.length / 2 }, (_, i) => [raw[2 * i] ?? "", raw[2 * i + 1] ?? ""] as const),
      scenario: address?.scenario.id ?? null,
      hop: address?.hop ?? 0,
      n: address?.n ?? "",
    });
    for (const look of [...this.#waiting]) look();
  }

  /** What was seen of one run of a scenario. */
  of(scenario: string, n: string): readonly LoggedRequest[] {
    return this.entries.filter((entry) => entry.scenario === scenario && entry.n === n);
  }

  /** Settles as soon as a request of this run has come. */
  seen(scenario: string, n: string): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.of(scenario, n).length === 0) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
}
