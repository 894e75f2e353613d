import { risksOf } from "../../core/remedy/risks";
import { type Row, remedyOf } from "../judge";
import { parseStatus, type Term } from "./parseFilter";
import { haystackOf, STATES, type State, TRAITS, type Trait } from "./vocabulary";

type Test = (row: Row) => boolean;

export interface Matcher {
  /** What a row itself decides: true for it today is true for it tomorrow. */
  readonly own: Test;
  /** Null unless the words ask about other rows (`is:repeated`): that answer changes as they come. */
  readonly among: ((rows: readonly Row[]) => Test) | null;
}

/** Made once per text; then a row costs a few comparisons, and no regular expression. */
export function matcherOf(terms: readonly Term[]): Matcher {
  const own = terms.filter((term) => !asksOfOthers(term)).map(negatable(testOf));
  const others = terms.filter(asksOfOthers);
  return {
    own: (row) => own.every((test) => test(row)),
    among:
      others.length === 0
        ? null
        : (rows) => {
            const repeated = repetitions(rows);
            const tests = others.map(negatable((term) => anyOf(term, (value) => stateTest(value, repeated))));
            return (row) => tests.every((test) => test(row));
          },
  };
}

const asksOfOthers = ({ key, values }: Term) => key === "is" && values.some((value) => meant(STATES, value).includes("repeated"));

function negatable(make: (term: Term) => Test): (term: Term) => Test {
  return (term) => {
    const test = make(term);
    return term.not ? (row) => !test(row) : test;
  };
}

function anyOf({ values }: Term, make: (value: string) => Test): Test {
  const tests = values.map(make);
  return tests.length === 1 ? (tests[0] as Test) : (row) => tests.some((test) => test(row));
}

function testOf(term: Term): Test {
  switch (term.key) {
    case "is":
      return anyOf(term, (value) => stateTest(value, () => false));
    case "has":
      return anyOf(term, traitTest);
    case "reason":
      return anyOf(term, (value) => (row) => haystackOf(row).reason.includes(value));
    case "cause":
      return anyOf(term, (value) => (row) => row.diagnosis.cause?.includes(value) ?? false);
    case "host":
      return anyOf(term, (value) => nameTest(value, (row) => haystackOf(row).hosts));
    case "origin":
      return anyOf(term, (value) => nameTest(value, (row) => haystackOf(row).origins));
    case "method":
      return anyOf(term, (value) => (row) => row.method.toLowerCase() === value);
    case "type":
      return anyOf(term, (value) => (row) => contextOf(row)?.type.startsWith(value) ?? false);
    case "tab":
      return anyOf(term, (value) => (row) => contextOf(row)?.tabId === Number(value));
    case "status":
      return anyOf(term, statusTest);
    case null:
      return anyOf(term, (value) => (row) => haystackOf(row).all.includes(value));
  }
}

const contextOf = ({ exchange }: Row) => (exchange.main ?? exchange.preflights[0]?.transaction)?.context;

/** The words that a value stands for: itself, or all that begin with it. */
function meant<W extends string>(words: readonly W[], value: string): readonly W[] {
  return words.filter((word) => word === value || word.startsWith(value));
}

function stateTest(value: string, repeated: Test): Test {
  const tests = meant(STATES, value).map((state) => isIn(state, repeated));
  return (row) => tests.some((test) => test(row));
}

function isIn(state: State, repeated: Test): Test {
  if (state === "repeated") return repeated;
  if (state === "cached") return (row) => row.preflight === "cached";
  return (row) => row.verdict === state;
}

const TRAIT_TESTS: Readonly<Record<Trait, Test>> = {
  preflight: (row) => row.preflight !== "none",
  credentials: (row) => row.diagnosis.credentials === "include",
  redirect: (row) => (row.exchange.main?.hops.length ?? 0) > 1,
  fix: (row) => row.verdict === "blocked" && remedyOf(row).policy !== null,
  risk: (row) => row.verdict === "allowed" && risksOf(row.exchange, row.diagnosis).length > 0,
};

function traitTest(value: string): Test {
  const tests = meant(TRAITS, value).map((trait) => TRAIT_TESTS[trait]);
  return (row) => tests.some((test) => test(row));
}

function statusTest(value: string): Test {
  const range = parseStatus(value);
  // `>` alone: somebody is typing.
  if (range === null) return () => true;
  if (range === "none") return ({ status }) => status === null;
  return ({ status }) => status !== null && status >= range.low && status <= range.high;
}

/** Part of a name; with a `*` the whole name, where the star stands for anything. */
function nameTest(value: string, namesOf: (row: Row) => readonly string[]): Test {
  const pieces = value.split("*");
  if (pieces.length === 1) return (row) => namesOf(row).some((name) => name.includes(value));
  return (row) => namesOf(row).some((name) => fitsPieces(name, pieces));
}

function fitsPieces(name: string, pieces: readonly string[]): boolean {
  const first = pieces[0] ?? "";
  const last = pieces.at(-1) ?? "";
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= name.length - last.length;
}

function repetitions(rows: readonly Row[]): Test {
  const counts = new Map<string, number>();
  for (const { kin } of rows) counts.set(kin, (counts.get(kin) ?? 0) + 1);
  return ({ kin }) => (counts.get(kin) ?? 0) > 1;
}
