import { describe, expect, it } from "vitest";
import { diagnose, isBlocked } from "../../src/core/diagnosis/diagnose";
import type { Diagnosis } from "../../src/core/diagnosis/diagnosis";
import { assemble } from "../../src/core/exchange/assemble";
import { asEvents, EXAMPLE_ORIGINS } from "./asEvents";
import { expand, PLACEHOLDERS, placeholdersIn } from "./scenarios/expand";
import { IN_FIREFOX } from "./scenarios/inFirefox";
import { GROUPS, type Reply, type Scenario } from "./scenarios/scenario";
import { SCENARIOS } from "./scenarios/table";

const repliesOf = ({ hops }: Scenario): readonly Reply[] =>
  hops.flatMap(({ preflight, reply }) => [preflight, reply].filter((one) => one !== undefined));

describe("the scenario table", () => {
  it("is large enough and provokes nearly every reason there is", () => {
    expect(SCENARIOS.length).toBeGreaterThanOrEqual(46);
    expect(new Set(SCENARIOS.flatMap(({ expect: { reason } }) => reason ?? [])).size).toBeGreaterThanOrEqual(21);
  });

  it("has unique kebab-case ids and titles, and a scenario in every group", () => {
    const ids = SCENARIOS.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
    const titles = SCENARIOS.map(({ title }) => title);
    expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
    expect(GROUPS.filter((group) => !SCENARIOS.some((scenario) => scenario.group === group))).toEqual([]);
  });

  it("knows where Firefox differs, and why, of scenarios that exist", () => {
    const ids = SCENARIOS.map(({ id }) => id);
    expect(Object.keys(IN_FIREFOX).filter((id) => !ids.includes(id))).toEqual([]);
    expect(Object.values(IN_FIREFOX).filter(({ because }) => because.length < 20)).toEqual([]);
  });

  it("leaves exactly two scenarios undecided", () => {
    expect(SCENARIOS.filter(({ expect: { undecidedWith } }) => undecidedWith !== undefined)).toHaveLength(2);
  });

  it.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))("%s is sound", (_id, scenario) => {
    const { says, expect: expected } = scenario;
    expect(says).toMatch(/^[A-Z].*\.$/s);
    expect(expected.verdict === "blocked").toBe(expected.reason !== null);
    if (expected.verdict === "not-cors") expect(expected.notCors).toBeDefined();
    if (expected.preflight !== null) expect(scenario.hops.some(({ preflight }) => preflight !== undefined)).toBe(true);
    const values = [...repliesOf(scenario).flatMap(({ headers }) => headers.map(([, value]) => value)), expected.failedParameter ?? ""];
    const unknown = values.flatMap(placeholdersIn).filter((name) => !(PLACEHOLDERS as readonly string[]).includes(name));
    expect(unknown).toEqual([]);
    // `{next}` has to lead somewhere: to another hop, or be where the browser stops.
    scenario.hops.slice(0, -1).forEach(({ reply }) => {
      expect(reply?.headers.some(([name, value]) => name === "Location" && value.includes("{next}"))).toBe(true);
    });
  });
});

describe("the badge's question", () => {
  it.each(["chromium", "firefox"] as const)("has the answer of the whole judgement, by %s's rules", (engine) => {
    const exchanges = SCENARIOS.flatMap((scenario) => assemble(asEvents(scenario)));
    const differing = exchanges.filter((one) => isBlocked(one, engine) !== (diagnose(one, engine).verdict === "blocked"));
    expect(differing.map(({ id }) => id)).toEqual([]);
    expect(exchanges.some((one) => isBlocked(one, engine))).toBe(true);
  });
});

/** The exchange that the scenario is about: the last one, behind warm-ups and cache probes. */
function diagnosisOf(scenario: Scenario): Diagnosis {
  const exchange = assemble(asEvents(scenario)).at(-1);
  if (exchange === undefined) throw new Error("no exchange came of it");
  return diagnose(exchange);
}

describe("the diagnosis of every scenario", () => {
  it.each(SCENARIOS.filter(({ expect: { recorded } }) => recorded !== false).map((scenario) => [scenario.id, scenario] as const))(
    "%s",
    (_id, scenario) => {
      const { verdict, reason, failedParameter, notCors, preflight, undecidedWith } = scenario.expect;
      const diagnosis = diagnosisOf(scenario);
      const named = [...diagnosis.candidates.map((candidate) => candidate.reason)].sort();
      if (undecidedWith !== undefined) {
        expect(diagnosis.certainty).toBe("undecided");
        expect(named).toEqual([reason, ...undecidedWith].sort());
        return;
      }
      expect(diagnosis).toMatchObject({ verdict, reason, notCors: notCors ?? null, preflight: { found: preflight } });
      expect(diagnosis.certainty).not.toBe("undecided");
      // Of several headers that are not allowed Chromium names one, and nobody outside can tell which.
      if (diagnosis.unknowns.some((unknown) => unknown.startsWith("which of"))) return;
      expect(diagnosis.failedParameter ?? "").toBe(expand(failedParameter ?? "", scenario, EXAMPLE_ORIGINS, "1"));
    },
  );

  it.each(SCENARIOS.filter(({ expect: { recorded } }) => recorded === false).map((scenario) => [scenario.id, scenario] as const))(
    "%s is not blocked",
    (_id, scenario) => {
      expect(diagnosisOf(scenario)).toMatchObject({ reason: null });
    },
  );
});
