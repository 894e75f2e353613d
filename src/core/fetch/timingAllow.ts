import { type Fields, getDecodeAndSplit } from "./headers";
import { isSameOrigin, originOf } from "./origins";
import { failure, type Outcome, SUCCESS } from "./outcome";
import type { RequestMode, ResponseTainting } from "./responseTainting";

export interface TimedRequest {
  /** The origin before any tainting. */
  readonly origin: string;
  /** Byte-serialised request origin: `null` once tainted. */
  readonly serializedOrigin: string;
  readonly currentUrl: string;
  readonly mode: RequestMode;
  readonly tainting: ResponseTainting;
  /** Sticky: set by the first response of a redirect chain that failed. */
  readonly timingAllowFailed: boolean;
}

/** https://fetch.spec.whatwg.org/#concept-tao-check. A failure only zeroes timings; it blocks nothing. */
export function timingAllowCheck(request: TimedRequest, headers: Fields): Outcome<"tao-check"> {
  // 1. observed, not run: the origin is known here.
  if (request.timingAllowFailed) return failure("tao-check", 2, {}); // 2.
  const values = timingAllowOrigins(headers); // 3.
  if (values.includes("*")) return SUCCESS; // 4.
  if (values.includes(request.serializedOrigin)) return SUCCESS; // 5.
  if (request.mode === "navigate" && !isSameOrigin(originOf(request.currentUrl), request.origin))
    return failure("tao-check", 6, { origin: request.origin }); // 6.
  if (request.tainting === "basic") return SUCCESS; // 7.
  return failure("tao-check", 8, { values: values.join(", "), origin: request.serializedOrigin }); // 8.
}

/** Step 3: the values of Timing-Allow-Origin; none when it is absent. */
export function timingAllowOrigins(headers: Fields): readonly string[] {
  return getDecodeAndSplit(headers, "Timing-Allow-Origin") ?? [];
}
