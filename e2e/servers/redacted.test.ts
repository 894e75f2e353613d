import { expect, it } from "vitest";
import { diagnose } from "../../src/core/diagnosis/diagnose";
import { assemble } from "../../src/core/exchange/assemble";
import { fromHar } from "../../src/core/report/fromHar";
import { INFO } from "../../src/core/report/info.fixture";
import { createReportRedactor, STANDARD_CHOICE } from "../../src/core/report/redact";
import { toHar } from "../../src/core/report/toHar";
import { asEvents } from "./asEvents";
import { SCENARIOS } from "./scenarios/table";

const recorded = SCENARIOS.filter(({ expect: { recorded } }) => recorded !== false);

it.each(recorded.map((scenario) => [scenario.id, scenario] as const))(
  "%s: nothing that tells the verdict is taken for a secret",
  (_id, scenario) => {
    const exchanges = assemble(asEvents(scenario));
    const redactor = createReportRedactor(STANDARD_CHOICE);
    const read = fromHar(JSON.stringify(toHar(exchanges.map(redactor.scrub), INFO)));
    if (!read.ok) expect.fail(read.problem);
    const judged = (one: Parameters<typeof diagnose>[0]) => {
      const { verdict, reason, failedParameter, certainty, candidates, failures, cause, notCors } = diagnose(one);
      return {
        verdict,
        reason,
        failedParameter,
        certainty,
        candidates,
        cause,
        notCors,
        failures: failures.map(({ reason, step }) => [reason, step]),
      };
    };
    expect(read.exchanges.map(judged)).toEqual(exchanges.map(judged));
    // What the tests of the extension tell requests apart by.
    const urls = (list: typeof exchanges) => list.map(({ main }) => main?.hops.map((hop) => hop.url));
    expect(urls(read.exchanges)).toEqual(urls(exchanges));
  },
);
