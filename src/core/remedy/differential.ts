/**
 * Which part of a refused preflight the server minds, found by asking it again with parts left out. Pure: `interrogate` says what to ask next
 * and takes what came of it; whoever drives it does the asking.
 */

export interface Question {
  readonly origin: string;
  readonly method: string;
  /** Lower-case header names. */
  readonly headers: readonly string[];
}

/** `silent`: no reply at all. */
export type Answer = "passes" | "refuses" | "silent";

export type Ingredient =
  | { readonly kind: "origin"; readonly value: string }
  | { readonly kind: "method"; readonly value: string }
  | { readonly kind: "header"; readonly value: string };

export type Conclusion =
  /** The server answers otherwise than it did when it was recorded. */
  | { readonly kind: "passes-now" }
  /** Without these it passes, as the last question showed. */
  | { readonly kind: "refuses"; readonly ingredients: readonly Ingredient[] }
  /** Even the plainest preflight, whoever asks. */
  | { readonly kind: "refuses-everything" }
  /** Two answers that no fixed rule gives. */
  | { readonly kind: "inconsistent" }
  /** The questions that are allowed ran out; `found` is refused, and something in `among` besides. */
  | { readonly kind: "undecided"; readonly found: readonly Ingredient[]; readonly among: readonly Ingredient[] }
  | { readonly kind: "no-answer" };

/** Questions of one click at most: the server is somebody's. */
export const MOST_QUESTIONS = 12;
/** Stands in for a method that is left out: a preflight has to name one, and this one needs no permission. */
const PLAIN_METHOD = "GET";

/** `serverOrigin`: the server's own, which stands in for an origin that it minds. */
export function* interrogate(start: Question, serverOrigin: string, most = MOST_QUESTIONS): Generator<Question, Conclusion, Answer> {
  const state: State = { found: [], among: [] };
  const talk = inquire(start, serverOrigin, state);
  let step = talk.next();
  for (let asked = 0; step.done !== true; asked++) {
    const { found, among } = state;
    if (asked === most) return among.length === 0 ? { kind: "refuses", ingredients: found } : { kind: "undecided", found, among };
    const answer = yield step.value;
    if (answer === "silent") return { kind: "no-answer" };
    step = talk.next(answer === "passes");
  }
  return step.value;
}

/** What is known when the questions run out. */
interface State {
  readonly found: Ingredient[];
  /** In here is at least one more. */
  among: readonly Ingredient[];
}

type Talk<T> = Generator<Question, T, boolean>;

/** As many questions as it takes. */
function* inquire(start: Question, serverOrigin: string, state: State): Talk<Conclusion> {
  const { found } = state;
  const answers = new Map<string, boolean>();
  let origin = start.origin;
  const ask = function* (parts: readonly Ingredient[]): Talk<boolean> {
    const question = questionOf(origin, parts);
    const known = answers.get(keyOf(question));
    if (known !== undefined) return known;
    const passes = yield question;
    answers.set(keyOf(question), passes);
    return passes;
  };
  const all = ingredientsOf(start);
  state.among = [...all, { kind: "origin", value: origin }];
  if (yield* ask(all)) return { kind: "passes-now" };
  if (!(yield* ask([]))) {
    origin = serverOrigin;
    if (serverOrigin === start.origin || !(yield* ask([]))) return { kind: "refuses-everything" };
    found.push({ kind: "origin", value: start.origin });
  }
  // Here the plainest question passes, so whatever is still refused is refused for a part of its own.
  let rest = all;
  for (;;) {
    state.among = rest;
    if (yield* ask(rest)) break;
    const culprit = yield* search(rest, ask);
    found.push(culprit);
    rest = rest.filter((one) => one !== culprit);
  }
  // All of several parts refused, each for itself, is rare; a server that answers now so, now so, is not.
  if (all.length > 1 && rest.length === 0 && !(yield questionOf(origin, []))) return { kind: "inconsistent" };
  return { kind: "refuses", ingredients: found };
}

/** One refused part of several that are refused together, by halves. */
function* search(refused: readonly Ingredient[], ask: (parts: readonly Ingredient[]) => Talk<boolean>): Talk<Ingredient> {
  let suspects = refused;
  while (suspects.length > 1) {
    const half = suspects.slice(0, Math.floor(suspects.length / 2));
    suspects = (yield* ask(half)) ? suspects.slice(half.length) : half;
  }
  return suspects[0] as Ingredient;
}

function keyOf({ origin, method, headers }: Question): string {
  return JSON.stringify([origin, method, [...headers].sort()]);
}

function ingredientsOf({ method, headers }: Question): Ingredient[] {
  const names = headers.map((value): Ingredient => ({ kind: "header", value }));
  return method === PLAIN_METHOD ? names : [{ kind: "method", value: method }, ...names];
}

function questionOf(origin: string, parts: readonly Ingredient[]): Question {
  return {
    origin,
    method: parts.find(({ kind }) => kind === "method")?.value ?? PLAIN_METHOD,
    headers: parts.filter(({ kind }) => kind === "header").map(({ value }) => value),
  };
}

/** What a question leaves out of the one it began with. */
export function leftOut(question: Question, start: Question): Ingredient[] {
  const missing: Ingredient[] = [];
  if (question.origin !== start.origin) missing.push({ kind: "origin", value: start.origin });
  if (question.method !== start.method) missing.push({ kind: "method", value: start.method });
  for (const value of start.headers) if (!question.headers.includes(value)) missing.push({ kind: "header", value });
  return missing;
}
