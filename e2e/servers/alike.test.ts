import { expect, it } from "vitest";
import { assemble } from "../../src/core/exchange/assemble";
import { reflectionsIn } from "../../src/core/remedy/risksReflection";
import { corsFields } from "../../src/core/report/corsFields";
import { INFO } from "../../src/core/report/info.fixture";
import { judge } from "../../src/core/report/judged";
import { toHar } from "../../src/core/report/toHar";
import { asEvents } from "./asEvents";
import { SCENARIOS } from "./scenarios/table";

// A report judges exchanges that are alike once, without paths, times and the values of some headers: nothing of that may have a say.
it.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))(
  "%s: a report says what a judgement of it alone says",
  (_id, scenario) => {
    const exchanges = assemble(asEvents(scenario));
    const byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
    for (const { _cors } of toHar(exchanges, INFO).log.entries) {
      const exchange = byId.get(_cors.exchange);
      if (exchange === undefined) expect.fail(`no exchange ${_cors.exchange}`);
      const entry = _cors.preflight?.entry;
      const alone = corsFields(judge(exchange, INFO, reflectionsIn(exchanges)), _cors, typeof entry === "number" ? entry : null);
      expect(_cors).toEqual(JSON.parse(JSON.stringify(alone)));
    }
  },
);
