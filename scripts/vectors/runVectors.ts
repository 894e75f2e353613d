import { HEADER_KINDS, type Judge } from "./headerKinds";
import { isObject, type Json, Malformed } from "./input";
import { LOADER_KINDS } from "./loaderKinds";
import { PREFLIGHT_KINDS } from "./preflightKinds";

const KINDS: Readonly<Record<string, Judge>> = { ...PREFLIGHT_KINDS, ...HEADER_KINDS, ...LOADER_KINDS };

export interface Report {
  readonly lines: readonly string[];
  /** 0 all pass, 1 some fail, 2 the file cannot be used. */
  readonly code: 0 | 1 | 2;
}

const refuse = (sentence: string): Report => ({ lines: [sentence], code: 2 });

/** The text of a vector file, run; `name` is what the sentences call it. */
export function runVectors(content: string, name: string): Report {
  let file: unknown;
  try {
    file = JSON.parse(content);
  } catch (problem) {
    return refuse(`${name} is not JSON: ${problem instanceof Error ? problem.message : String(problem)}`);
  }
  if (!isObject(file)) return refuse(`${name} should be an object with a list "vectors" (and perhaps "derived")`);
  const lists = [file.vectors, file.derived].filter((list) => list !== undefined);
  if (lists.length === 0 || !lists.every(Array.isArray)) return refuse(`${name} has no list "vectors" or "derived"`);
  const vectors = lists.flat() as unknown[];
  return vectors.length === 0 ? refuse(`${name} has no vectors in it`) : tally(vectors);
}

function tally(vectors: readonly unknown[]): Report {
  const counts = new Map<string, { passed: number; total: number }>();
  const failures: string[] = [];
  for (const [index, vector] of vectors.entries()) {
    const { kind, failure } = judge(vector, index);
    const count = counts.get(kind) ?? { passed: 0, total: 0 };
    counts.set(kind, { passed: count.passed + (failure === null ? 1 : 0), total: count.total + 1 });
    if (failure !== null) failures.push(failure);
  }
  const perKind = [...counts].map(([kind, { passed, total }]) => `${kind} ${passed}/${total}`);
  const total = `total ${vectors.length - failures.length}/${vectors.length}`;
  return { lines: [...failures, ...perKind, total], code: failures.length === 0 ? 0 : 1 };
}

function judge(vector: unknown, index: number): { kind: string; failure: string | null } {
  const { id, kind, input, expect } = isObject(vector) ? vector : ({} as Json);
  const title = typeof id === "string" ? id : `vector ${index + 1} (without an id)`;
  if (typeof kind !== "string") return { kind: "(no kind)", failure: `${title}: malformed: it should have a "kind"` };
  if (!Object.hasOwn(KINDS, kind)) return { kind, failure: `${title}: unknown kind "${kind}"` };
  if (!isObject(input) || !isObject(expect)) return { kind, failure: `${title}: malformed: "input" and "expect" should be objects` };
  try {
    const got = (KINDS[kind] as Judge)(input, expect);
    const wrong = Object.keys(expect).filter((key) => !isSame(key, expect[key], got[key]));
    if (wrong.length === 0) return { kind, failure: null };
    const shown = Object.fromEntries(Object.keys(expect).map((key) => [key, got[key] === undefined ? "(not known)" : got[key]]));
    return {
      kind,
      failure: `${title}: ${wrong.join(", ")}\n  input    ${show(input)}\n  expected ${show(expect)}\n  got      ${show(shown)}`,
    };
  } catch (problem) {
    if (problem instanceof Malformed) return { kind, failure: `${title}: malformed: ${problem.message}` };
    return { kind, failure: `${title}: could not be run: ${String(problem)}\n  input    ${show(input)}` };
  }
}

const show = (value: unknown): string => JSON.stringify(value);

/** Sets of characters have no order; everything else is compared as it is. */
function isSame(key: string, expected: unknown, got: unknown): boolean {
  if (key === "allowedAscii" && typeof expected === "string" && typeof got === "string") return sorted(expected) === sorted(got);
  return show(expected) === show(got);
}

const sorted = (characters: string): string => [...new Set(characters)].sort().join("");
