import type { Report, ReportEntry } from "../../src/core/report/harTypes";
import type { Scenario } from "../servers/scenarios/scenario";
import type { Oracle, Word } from "./oracle";
import { partOf } from "./session";

/** All entries of the exchange that a run of a scenario became: its preflights, hops and main request. Of several, the last. */
export function entriesOf(har: Report, scenario: Scenario, nonce: string): ReportEntry[] {
  const { entries } = har.log;
  const id = entries.findLast(({ request, _cors }) => _cors.role === "main" && request.url.includes(partOf(scenario, nonce)))?._cors
    .exchange;
  return id === undefined ? [] : entries.filter(({ _cors }) => _cors.exchange === id);
}

/** The entry that carries the judgement: the hop that was refused, else the last. */
export function verdictEntry(entries: readonly ReportEntry[]): ReportEntry | undefined {
  const mains = entries.filter(({ _cors }) => _cors.role === "main");
  return mains.find(({ _cors }) => _cors.reason !== null) ?? mains.at(-1);
}

/** Every way in which the report differs from the browser's own word and from what the table expects; empty when it agrees. */
export function disagreements(har: Report, scenario: Scenario, nonce: string, ear: Oracle): string[] {
  const word = ear.wordFor(partOf(scenario, nonce));
  const entries = entriesOf(har, scenario, nonce);
  const { expect } = scenario;
  if (expect.recorded === false) return entries.length === 0 ? [] : ["recorded, though it is healthy traffic"];
  const entry = verdictEntry(entries);
  if (entry === undefined) return ["not recorded"];
  const { _cors } = entry;
  const problems = againstTheBrowser(entry, word);
  if (_cors.verdict !== expect.verdict) problems.push(`verdict ${_cors.verdict}, expected ${expect.verdict}`);
  if (_cors.notCors !== (expect.notCors ?? null)) problems.push(`notCors ${_cors.notCors}, expected ${expect.notCors ?? "none"}`);
  for (const reason of expect.undecidedWith ?? []) {
    if (!_cors.candidates.some((candidate) => candidate.reason === reason)) problems.push(`${reason} is not among the candidates`);
  }
  const preflight = entries.some((one) => one._cors.role === "preflight") ? "seen" : _cors.preflight?.entry === "cached" ? "cached" : null;
  if (preflight !== expect.preflight) problems.push(`preflight ${preflight}, expected ${expect.preflight}`);
  return problems;
}

/** A certain reason is the browser's word; an undecided set holds it. */
function againstTheBrowser({ _cors }: ReportEntry, word: Word | null): string[] {
  const { reason, certainty, candidates, failedParameter } = _cors;
  const said = word?.corsError ?? null;
  if (certainty === "undecided") {
    return candidates.some((candidate) => candidate.reason === said) ? [] : [`the browser says ${said}, which is no candidate`];
  }
  if (reason !== said) return [`reason ${reason}, the browser says ${said}`];
  const parameter = word?.failedParameter ?? "";
  const named = failedParameter === undefined ? candidates.map((candidate) => candidate.failedParameter ?? "") : [failedParameter];
  return named.includes(parameter) || (named.length === 0 && parameter === "")
    ? []
    : [`parameter ${named.join("/")}, the browser says ${parameter}`];
}
