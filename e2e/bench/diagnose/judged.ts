import { diagnose } from "../../../src/core/diagnosis/diagnose";
import { assemble } from "../../../src/core/exchange/assemble";
import { asEvents } from "../../servers/asEvents";
import { SCENARIOS } from "../../servers/scenarios/table";

const ALL = SCENARIOS.flatMap((scenario) => assemble(asEvents(scenario)));

export const exchanges = ALL.length;

/** Judges every exchange of the table once; says how many, so that no compiler finds the work needless. */
export function judgeAll(): number {
  let judged = 0;
  for (const exchange of ALL) if (diagnose(exchange).verdict !== undefined) judged += 1;
  return judged;
}
