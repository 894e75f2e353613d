import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SCENARIOS } from "../e2e/servers/scenarios/table";
import { diagnose } from "../src/core/diagnosis/diagnose";
import { risksOf } from "../src/core/remedy/risks";
import { fromHar } from "../src/core/report/fromHar";
import { SAMPLE_FILE, SAMPLED, sampleReport } from "./sample";

function exchangesIn(text: string) {
  const read = fromHar(text);
  if (!read.ok) throw new Error(read.problem);
  return read.exchanges;
}

describe("the bundled sample recording", () => {
  const sample = exchangesIn(readFileSync(SAMPLE_FILE, "utf8"));
  const diagnoses = sample.map((exchange) => diagnose(exchange, "chromium"));

  it("holds the facts of today's scenarios; if not: npm run sample", () => {
    expect(sample).toEqual(exchangesIn(JSON.stringify(sampleReport())));
  });

  it("is judged as its scenarios are", () => {
    const expected = SAMPLED.flatMap(({ id }) => {
      const scenario = SCENARIOS.find((one) => one.id === id);
      if (scenario === undefined) throw new Error(`no scenario ${id}`);
      return scenario.request.warmUp ? [scenario.expect, scenario.expect] : [scenario.expect];
    });
    expect(diagnoses.map(({ verdict, notCors }) => [verdict, notCors])).toEqual(
      expected.map(({ verdict, notCors = null }) => [verdict, notCors]),
    );
    for (const [index, { reason }] of expected.entries()) {
      const { candidates, ...judged } = diagnoses[index]!;
      expect([judged.reason, ...candidates.map((candidate) => candidate.reason)]).toContain(reason);
    }
  });

  it("shows the breadth: every verdict, a cached preflight, a risk, what cannot be decided", () => {
    expect(new Set(diagnoses.map(({ verdict }) => verdict))).toEqual(new Set(["allowed", "blocked", "not-cors"]));
    expect(diagnoses.some(({ preflight }) => preflight.found === "cached")).toBe(true);
    expect(diagnoses.some(({ certainty }) => certainty === "undecided")).toBe(true);
    expect(sample.flatMap((exchange, index) => risksOf(exchange, diagnoses[index]!)).map(({ severity }) => severity)).toContain("medium");
    expect(new Set(diagnoses.flatMap(({ reason }) => reason ?? [])).size).toBeGreaterThanOrEqual(7);
  });

  it("has no test address in it, and fits into a page's script", () => {
    const text = readFileSync(SAMPLE_FILE, "utf8");
    expect(text).not.toMatch(/\/s\/|n=sample|:800\d/u);
    expect(text.length).toBeLessThan(150_000);
  });
});
