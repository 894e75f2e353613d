import { describe, expect, it } from "vitest";
import { diagnose } from "../../src/core/diagnosis/diagnose";
import type { EngineName } from "../../src/core/engines/engine";
import { assemble } from "../../src/core/exchange/assemble";
import type { Exchange } from "../../src/core/exchange/exchange";
import { prescribe } from "../../src/core/remedy/prescribe";
import { type Base, baseOf, type Draft, mainReply, preflightReply } from "../../src/panel/simulate/draft";
import { applyFix } from "../../src/panel/simulate/fix";
import { simulate } from "../../src/panel/simulate/simulate";
import { asEvents } from "./asEvents";
import { SCENARIOS } from "./scenarios/table";

const ENGINES: readonly EngineName[] = ["chromium", "firefox", "webkit", "standard"];

function baseFor(id: string): Base {
  const scenario = SCENARIOS.find((one) => one.id === id);
  const exchange = scenario === undefined ? undefined : assemble(asEvents(scenario)).at(-1);
  return baseOf(exchange as Exchange, diagnose(exchange as Exchange));
}

/** Writes down what stands there anyway, so that the outcome is computed and not read from the recording. */
function touched(base: Base): Draft {
  const { draft } = base;
  const again = (reply: Draft["reply"]) => reply && { ...reply, fields: [...reply.fields, { id: "new", name: "X-Nothing", value: "1" }] };
  return { ...draft, preflight: again(preflightReply(draft)), reply: again(mainReply(draft)) };
}

const ids = SCENARIOS.map(({ id }) => id);

describe("a simulation of every scenario", () => {
  it.each(ids)("%s: unedited, it is the recording", (id) => {
    const base = baseFor(id);
    const { diagnosis } = simulate(base, base.draft, "chromium", "chromium");
    expect(diagnosis).toBe(base.diagnosis);
  });

  it.each(ids)("%s: computed, it comes to the recording's verdict", (id) => {
    const base = baseFor(id);
    const { verdict, reason, certainty } = base.diagnosis;
    const { diagnosis } = simulate(base, touched(base), "chromium", "chromium");
    // Handed on against its own headers: what did that stands in no header.
    if (verdict === "allowed" && certainty === "inferred") return;
    const told = certainty === "undecided" ? base.diagnosis.candidates.map((one) => one.reason) : [reason];
    expect(diagnosis.verdict).toBe(verdict);
    expect(told).toContain(diagnosis.reason);
  });

  it.each(ids)("%s: with the prescribed fix, every engine lets it pass", (id) => {
    const base = baseFor(id);
    for (const engine of ENGINES) {
      for (const draft of [base.draft, touched(base)]) {
        const outcome = simulate(base, draft, engine, "chromium");
        const applied = applyFix(base, draft, outcome);
        if (prescribe(outcome.exchange, outcome.diagnosis).policy !== null) expect(applied).toMatchObject({ ok: true });
        if (!applied.ok) continue;
        for (const judge of ENGINES) {
          const { diagnosis, beyond, otherwise } = simulate(base, applied.draft, judge, "chromium");
          expect([judge, beyond?.kind ?? diagnosis.verdict, otherwise]).toEqual([judge, beyond === null ? "allowed" : "followed", null]);
        }
      }
    }
  });
});
