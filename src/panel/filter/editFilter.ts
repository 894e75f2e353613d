import { parseFilter, type Term } from "./parseFilter";
import type { State } from "./vocabulary";

/** The term that the chips speak through: several pressed chips are one `is:` with commas, for what is blocked is not also pending. */
function stateTerm(terms: readonly Term[]): Term | undefined {
  return terms.find(({ key, not }) => key === "is" && !not);
}

export function hasState(terms: readonly Term[], state: State): boolean {
  return stateTerm(terms)?.values.includes(state) ?? false;
}

/** The text with `is:state` put in or taken out. */
export function toggleState(text: string, state: State): string {
  const term = stateTerm(parseFilter(text).terms);
  if (term === undefined) return `${text.trimEnd()} is:${state}`.trimStart();
  const values = term.values.includes(state) ? term.values.filter((value) => value !== state) : [...term.values, state];
  const before = text.slice(0, term.from);
  const after = text.slice(term.to);
  return values.length > 0 ? `${before}is:${values.join(",")}${after}` : `${before.trimEnd()} ${after.trimStart()}`.trim();
}
