import type { EngineName } from "../../src/core/engines/engine";
import { fromHar } from "../../src/core/report/fromHar";
import type { ReportEntry } from "../../src/core/report/harTypes";
import { FORMAT_VERSION } from "../../src/core/report/harTypes";
import { printTranscript } from "../../src/core/report/transcript";
import { asksOf, type Pair, type Reply } from "./case";
import { type Comparison, verdictEntry } from "./compare";
import type { Played } from "./session";

/** Long values shortened, bytes beyond ASCII made visible. */
const shown = (value: string): string => JSON.stringify(value.length > 140 ? `${value.slice(0, 120)}…(${value.length})` : value);
const pairs = (list: readonly Pair[]): string => list.map(([name, value]) => `${name}: ${shown(value)}`).join("; ");
const replyLine = ({ status, headers }: Reply): string => `${status} ${pairs(headers)}`;

/**
 * Everything needed to understand a disagreement without playing it again. What was seen stands there in the product's own notation, ready for
 * a test, the command line or the Simulate tab.
 */
export function transcript({ one, key, comparisons }: Played, engine: EngineName = "chromium"): string {
  const lines = [
    `case ${one.index} (${key})  faults: ${one.faults.join(", ") || "none"}${one.cookies.length > 0 ? `  cookies at ${one.cookies.join(", ")}` : ""}`,
  ];
  asksOf(one).forEach((ask, attempt) => {
    const again = attempt === 0 ? "" : one.again?.along ? " (at the same time)" : " (after it)";
    const extras = [pairs(ask.headers), ask.body === null ? "" : "body", ask.upload ? "upload listener" : ""].filter((part) => part !== "");
    lines.push(`  ask ${attempt}${again}: ${ask.via} ${ask.method} credentials ${ask.credentials} ${extras.join("; ")}`);
  });
  one.stops.forEach(({ host, preflight, reply }, hop) => {
    lines.push(`  hop ${hop} ${host}`, `    preflight ${replyLine(preflight)}`, `    reply     ${replyLine(reply)}`);
  });
  for (const comparison of comparisons) lines.push(...said(comparison, engine));
  return lines.join("\n");
}

function said({ attempt, heard, entries, problems }: Comparison, engine: EngineName): string[] {
  const { word, accepted, error, urls, preflights } = heard;
  const lines = [`  attempt ${attempt}`, ...seen(entries, engine).map((line) => (line === "" ? "" : `    ${line}`))];
  const entry = verdictEntry(entries);
  if (entry !== undefined) {
    const { verdict, reason, failedParameter, certainty, candidates, notCors, unknowns, evidence } = entry._cors;
    lines.push(`    we say  ${JSON.stringify({ verdict, reason, failedParameter, certainty, candidates, notCors, unknowns, evidence })}`);
  }
  lines.push(`    browser ${JSON.stringify({ word, accepted, error, urls, preflights: preflights.length })}`);
  return [...lines, ...problems.map((problem) => `    NO      ${problem}`)];
}

function seen(entries: readonly ReportEntry[], engine: EngineName): string[] {
  const read = fromHar(JSON.stringify({ log: { _corscope: { formatVersion: FORMAT_VERSION, engine }, entries } }));
  return read.ok ? printTranscript(read.exchanges, read.engine).split("\n") : [read.problem];
}

/** What webRequest showed of one request, without what differs between two playings of the same. */
export function evidenceOf({ entries }: Comparison, key: string): string {
  const stripped = (text: string): string => text.replaceAll(key, "KEY");
  const fields = (list: ReportEntry["request"]["headers"]): string[] =>
    list.filter(({ name }) => name !== "X-Reply").map(({ name, value }) => `${name}: ${stripped(value)}`);
  return JSON.stringify(
    entries.map(({ request, response, _error, _resourceType, _cors }) => [
      _cors.role,
      _cors.hop,
      request.method,
      stripped(request.url),
      fields(request.headers),
      response.status,
      fields(response.headers),
      _error ?? "",
      _resourceType,
    ]),
  );
}
