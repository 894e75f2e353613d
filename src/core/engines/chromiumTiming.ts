import { splitValue } from "../fetch/headers";
import { isSameOrigin } from "../fetch/origins";
import { type ChromiumRequestMode, chromiumOrigin, chromiumResponseTainting } from "./chromiumAccess";

/** timing_allow_origin_parser.cc ParseTimingAllowOrigin: "ALL" as soon as one value is `*`. Quotes stay, empty values go. */
export function parseTimingAllowOrigin(value: string): readonly string[] | "ALL" {
  const values = splitValue(value).filter((item) => item !== "");
  return values.includes("*") ? "ALL" : values;
}

export interface TimedHop {
  readonly url: string;
  /** Timing-Allow-Origin of its response; null when absent. */
  readonly timingAllowOrigin: string | null;
}

/**
 * cors_url_loader.cc PassesTimingAllowOriginCheck over a whole chain, each hop being the URL asked and what it answered. One failure
 * sticks. CORS checks are not run here: a chain that fails one has no timings to hide.
 */
export function passesTimingAllowChecks(origin: string | null, mode: ChromiumRequestMode, hops: readonly TimedHop[]): boolean {
  let tainted = false;
  let corsFlag = false;
  for (const [index, { url, timingAllowOrigin }] of hops.entries()) {
    const hopOrigin = chromiumOrigin(url);
    const foreign = origin !== null && !isSameOrigin(origin, hopOrigin);
    corsFlag ||= foreign && mode !== "no-cors" && mode !== "navigate";
    const tainting = chromiumResponseTainting(url, mode, origin, corsFlag, tainted);
    if (!passes(timingAllowOrigin, tainted ? "null" : origin, mode === "navigate" && (tainted || foreign), tainting)) return false;
    const next = hops[index + 1];
    if (next !== undefined && foreign && !isSameOrigin(hopOrigin, chromiumOrigin(next.url))) tainted = true;
  }
  return true;
}

function passes(value: string | null, origin: string | null, foreignNavigation: boolean, tainting: string): boolean {
  if (value !== null && origin !== null) {
    const allowed = parseTimingAllowOrigin(value);
    if (allowed === "ALL" || allowed.includes(origin)) return true;
  }
  return !foreignNavigation && tainting === "basic";
}
