import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { diagnose } from "../../src/core/diagnosis/diagnose";
import { assemble } from "../../src/core/exchange/assemble";
import type { Exchange } from "../../src/core/exchange/exchange";
import { parseTranscript } from "../../src/core/report/parseTranscript";
import { printedData } from "../../src/core/report/printed";
import { printTranscript } from "../../src/core/report/transcript";
import { asEvents } from "./asEvents";
import { SCENARIOS } from "./scenarios/table";

function told(exchange: Exchange) {
  const { verdict, reason, certainty, candidates, failures, ladder, cause, notCors, preflight, sentence, engines } = diagnose(exchange);
  return { verdict, reason, certainty, candidates, failures, ladder, cause, notCors, preflight, sentence, engines };
}

describe("every scenario as a transcript", () => {
  it.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))("%s", (_id, scenario) => {
    const seen = assemble(asEvents(scenario), "imported");
    const text = printTranscript(seen);
    const read = parseTranscript(text);
    if (!read.ok) throw new Error(read.problem);
    expect(read.exchanges).toEqual(printedData(seen));
    expect(printTranscript(read.exchanges)).toBe(text);
    expect(read.exchanges.map(told)).toEqual(seen.map(told));
  });
});

it("the example of the documentation is what it says", () => {
  const page = readFileSync("docs/transcript.md", "utf8");
  const example = page.split("```\n")[1] ?? "";
  const read = parseTranscript(example);
  if (!read.ok) throw new Error(read.problem);
  expect(printTranscript(read.exchanges, read.engine)).toBe(example);
  expect(read.exchanges.map((one) => diagnose(one).reason)).toEqual(["MethodDisallowedByPreflightResponse"]);
});
