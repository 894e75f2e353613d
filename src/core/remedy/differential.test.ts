import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answer, type Conclusion, type Ingredient, interrogate, leftOut, MOST_QUESTIONS, type Question } from "./differential";

const PAGE = "https://app.test";
const SERVER = "https://api.test";
const question = (change: Partial<Question> = {}): Question => ({ origin: PAGE, method: "PUT", headers: ["x-a", "x-b", "x-c"], ...change });

/** Plays a server; answers the conclusion and what it was asked. */
function play(start: Question, server: (asked: Question, index: number) => Answer, most = MOST_QUESTIONS) {
  const talk = interrogate(start, SERVER, most);
  const asked: Question[] = [];
  let step = talk.next();
  while (step.done !== true) {
    asked.push(step.value);
    step = talk.next(server(step.value, asked.length - 1));
  }
  return { conclusion: step.value, asked };
}

/** A server that minds these parts, wherever they are. */
function minding(refused: readonly Ingredient[]) {
  return ({ origin, method, headers }: Question): Answer =>
    refused.some(({ kind, value }) => (kind === "header" ? headers.includes(value) : value === (kind === "origin" ? origin : method)))
      ? "refuses"
      : "passes";
}

const header = (value: string): Ingredient => ({ kind: "header", value });
const PUT: Ingredient = { kind: "method", value: "PUT" };
const ORIGIN: Ingredient = { kind: "origin", value: PAGE };
const byName = (parts: readonly Ingredient[]) => parts.map(({ kind, value }) => `${kind} ${value}`).sort();

describe("interrogate", () => {
  it.each<[string, readonly Ingredient[]]>([
    ["a header", [header("x-b")]],
    ["the method", [PUT]],
    ["the origin", [ORIGIN]],
    ["two headers", [header("x-a"), header("x-c")]],
    ["method and header", [PUT, header("x-c")]],
    ["origin and header", [ORIGIN, header("x-a")]],
    ["every header", [header("x-a"), header("x-b"), header("x-c")]],
  ])("finds %s", (_, refused) => {
    const { conclusion, asked } = play(question(), minding(refused));
    expect(conclusion).toMatchObject({ kind: "refuses" });
    expect(byName((conclusion as Extract<Conclusion, { kind: "refuses" }>).ingredients)).toEqual(byName(refused));
    expect(asked.length).toBeLessThanOrEqual(MOST_QUESTIONS);
  });

  it.each<[string, Conclusion["kind"], (asked: Question, index: number) => Answer]>([
    ["a server that was repaired", "passes-now", () => "passes"],
    ["a server without CORS", "refuses-everything", () => "refuses"],
    ["a server that is down", "no-answer", () => "silent"],
    ["a server that goes down meanwhile", "no-answer", (_, index) => (index < 2 ? (index === 0 ? "refuses" : "passes") : "silent")],
    ["a server that lets one through and then nobody", "inconsistent", (_, index) => (index === 1 ? "passes" : "refuses")],
  ])("%s: %s", (_, kind, server) => {
    expect(play(question(), server).conclusion.kind).toBe(kind);
  });

  it("asks a plain GET from the server's own origin before it gives up", () => {
    const { asked } = play(question(), () => "refuses");
    expect(asked).toEqual([question(), { origin: PAGE, method: "GET", headers: [] }, { origin: SERVER, method: "GET", headers: [] }]);
  });

  it("says what it knows when it may ask no more", () => {
    const headers = Array.from({ length: 20 }, (_, index) => `x-${index}`);
    const refused = [header("x-3"), header("x-17"), header("x-11")];
    const { conclusion, asked } = play(question({ headers }), minding(refused));
    expect(asked).toHaveLength(MOST_QUESTIONS);
    expect(conclusion).toMatchObject({ kind: "undecided" });
    const { found, among } = conclusion as Extract<Conclusion, { kind: "undecided" }>;
    expect(byName(refused)).toEqual(expect.arrayContaining(byName(found)));
    expect(byName(among)).toEqual(expect.arrayContaining(byName(refused.filter((one) => !found.some(({ value }) => value === one.value)))));
  });

  it("finds whatever one or two parts a server minds, asks nothing twice, and is never wrong", () => {
    const names = fc.uniqueArray(fc.stringMatching(/^x-[a-z0-9]{1,8}$/), { minLength: 0, maxLength: 10 });
    const scene = fc.record({ headers: names, method: fc.constantFrom("GET", "PUT", "DELETE", "PATCH") }).chain(({ headers, method }) => {
      const parts: Ingredient[] = [
        ORIGIN,
        ...(method === "GET" ? [] : [{ kind: "method" as const, value: method }]),
        ...headers.map(header),
      ];
      return fc.record({
        start: fc.constant({ origin: PAGE, method, headers }),
        refused: fc.subarray(parts, { minLength: 1, maxLength: Math.min(2, parts.length) }),
      });
    });
    fc.assert(
      fc.property(scene, ({ start, refused }) => {
        const { conclusion, asked } = play(start, minding(refused));
        expect(asked.length).toBeLessThanOrEqual(MOST_QUESTIONS);
        if (conclusion.kind === "undecided") return;
        expect(conclusion.kind).toBe("refuses");
        expect(byName((conclusion as Extract<Conclusion, { kind: "refuses" }>).ingredients)).toEqual(byName(refused));
      }),
      { numRuns: 2000 },
    );
  });

  it("never asks more than it may, whatever it is told", () => {
    const replies = fc.array(fc.constantFrom<Answer>("passes", "refuses", "silent"), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(replies, fc.integer({ min: 0, max: 12 }), (answers, most) => {
        expect(play(question(), (_, index) => answers[index] ?? "refuses", most).asked.length).toBeLessThanOrEqual(most);
      }),
    );
  });
});

describe("leftOut", () => {
  it.each<[Question, string[]]>([
    [question(), []],
    [question({ headers: ["x-a", "x-c"] }), ["header x-b"]],
    [question({ method: "GET", headers: [] }), ["header x-a", "header x-b", "header x-c", "method PUT"]],
    [question({ origin: SERVER }), [`origin ${PAGE}`]],
  ])("%j", (asked, missing) => {
    expect(byName(leftOut(asked, question()))).toEqual(missing);
  });
});
