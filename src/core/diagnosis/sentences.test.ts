import { describe, expect, it } from "vitest";
import { asEvents } from "../../../e2e/servers/asEvents";
import type { Scenario } from "../../../e2e/servers/scenarios/scenario";
import { SCENARIOS } from "../../../e2e/servers/scenarios/table";
import { assemble } from "../exchange/assemble";
import { diagnose } from "./diagnose";

function sentenceOf(scenario: Scenario): string {
  const exchange = assemble(asEvents(scenario)).at(-1);
  if (exchange === undefined) throw new Error("no exchange");
  return diagnose(exchange, "chromium").sentence;
}

describe("the sentence of every scenario", () => {
  it.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))("%s names somebody and ends as a sentence does", (_, scenario) => {
    const sentence = sentenceOf(scenario);
    expect(sentence).toMatch(/^(?:`[^`]+` (?:answered|redirected|allows|closed)|[A-Z][^`]*(?:`|page|browser|reply)).*\.$/su);
    expect(sentence).not.toMatch(/``|\{|undefined|\(no such header\)|no reason/u);
  });

  it.each([
    [
      "allow-origin-twice",
      "`api.test:8004` answered with Access-Control-Allow-Origin twice (`http://app.test:8001, *`); only one is allowed.",
    ],
    ["allow-origin-empty", "`api.test:8004` answered with an empty Access-Control-Allow-Origin."],
    ["redirect-tainted-origin", "after a redirect across origins the request asks as `null`"],
    ["sandboxed-iframe", "the page has no origin of its own and asks as `null`"],
    ["redirect-login", "answered with a redirect to `other.test:8005` without Access-Control-Allow-Origin"],
    ["method-listed-lower-case", "with `put` in Access-Control-Allow-Methods, but the method is `PUT`"],
    ["method-wildcard-with-credentials", "Access-Control-Allow-Methods: *, which does not cover `PUT` with credentials"],
    ["header-wildcard-with-credentials", "Access-Control-Allow-Headers: *, but `x-trace-id` is not covered by it with credentials"],
    ["connection-refused", "Nothing listens at `api.test:8009`"],
    ["local-network-denied", "The browser keeps `http://127.0.0.1:8003` from reaching"],
    ["pass-500", "an error with status 500"],
    ["pass-no-cors-image", "handed the reply of `api.test:8004` on, although"],
  ])("%s", (id, words) => {
    const scenario = SCENARIOS.find((one) => one.id === id);
    expect(scenario && sentenceOf(scenario)).toContain(words);
  });
});
