import { classOfError } from "../core/engines/errors";
import { isAtHome } from "../core/exchange/atHome";
import type { NetworkEvent } from "../core/exchange/networkEvent";
import { redirectTarget } from "../core/exchange/redirects";

/** Open requests that are held at most; the end of one let go is not counted. */
const MOST = 2_000;

/**
 * Requests to the origin that made them. CORS does not apply as long as they stay there, so nothing is made of their events and nothing is
 * written; they are held until the request ends, or is sent to another origin and so becomes the recording's.
 */
export class AtHome {
  readonly #staying = new Map<string, NetworkEvent[]>();
  readonly #isRecorded: (requestId: string) => boolean;
  readonly #onStayed: () => void;
  #paused = false;

  /** `onStayed`: a request is over and never left its origin. */
  constructor(isRecorded: (requestId: string) => boolean, onStayed: () => void) {
    this.#isRecorded = isRecorded;
    this.#onStayed = onStayed;
  }

  /** It is not known yet what was recorded before: no end is final. */
  pause(): void {
    this.#paused = true;
  }

  /** The events of requests that were recorded before and go on. */
  resume(): readonly NetworkEvent[] {
    this.#paused = false;
    const due: NetworkEvent[] = [];
    for (const [requestId, events] of this.#staying) {
      if (!this.#isRecorded(requestId) && !events.some(isEnd)) continue;
      this.#staying.delete(requestId);
      if (!this.#isRecorded(requestId) && events.some((event) => !isEnd(event))) this.#over(events.find(isEnd));
      else due.push(...events);
    }
    return due;
  }

  /** The events that are to be recorded because of this one: none of a request that stays, all of one that leaves. */
  pass(event: NetworkEvent): readonly NetworkEvent[] {
    const { requestId } = event;
    const before = this.#staying.get(requestId);
    if (!staysAtHome(event) || this.#isRecorded(requestId)) {
      this.#staying.delete(requestId);
      return before === undefined ? [event] : [...before, event];
    }
    if (isEnd(event) && !this.#paused) {
      // An end alone may be that of a reply which was recorded, and whose request is forgotten.
      if (!this.#staying.delete(requestId)) return [event];
      this.#over(event);
    } else if (before === undefined) this.#hold(event);
    else before.push(event);
    return [];
  }

  /** A look into the cache, as DevTools take when they open, is no request. */
  #over(end: NetworkEvent | undefined): void {
    if (end?.kind !== "failed" || classOfError(end.error) !== "cache-probe") this.#onStayed();
  }

  #hold(event: NetworkEvent): void {
    this.#staying.set(event.requestId, [event]);
    if (this.#staying.size > MOST) for (const oldest of this.#staying.keys()) return void this.#staying.delete(oldest);
  }
}

function isEnd({ kind }: NetworkEvent): boolean {
  return kind === "accepted" || kind === "failed";
}

/** A page's preflight to its own origin is one of a request that came back from another: every OPTIONS is left to the pairing. */
function staysAtHome(event: NetworkEvent): boolean {
  const { url, method, context } = event;
  if (method === "OPTIONS" || !isAtHome(url, context?.initiator)) return false;
  if (event.kind !== "answered") return true;
  const target = redirectTarget(event, url);
  return target === null || isAtHome(target, context?.initiator);
}
