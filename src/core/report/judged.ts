import { diagnose } from "../diagnosis/diagnose";
import type { Exchange } from "../exchange/exchange";
import { prescribe } from "../remedy/prescribe";
import { risksOf } from "../remedy/risks";
import type { Reflections } from "../remedy/risksReflection";
import type { Judged } from "./corsFields";
import { printedData } from "./printed";
import type { RecordingInfo } from "./recording";

/**
 * Everything derived from an exchange, once: a report asks for it several times. `reflections`: what the recording as a whole proves about
 * its servers.
 */
export function judge(seen: Exchange, info: Pick<RecordingInfo, "engine" | "browser">, reflections?: Reflections): Judged {
  // Of what the report shows: a sentence that cuts a value must not cut through a mark.
  const exchange = printedData(seen);
  const diagnosis = diagnose(exchange, info.engine, exchange.source === "imported" && info.browser.name === UNKNOWN_BROWSER);
  return { exchange, diagnosis, remedy: prescribe(exchange, diagnosis), risks: risksOf(exchange, diagnosis, reflections) };
}

/** What `RecordingInfo.browser.name` says for a file that names none. */
export const UNKNOWN_BROWSER = "unknown";
