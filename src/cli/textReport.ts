import type { Stack } from "../core/remedy/policy";
import { refusedPart } from "../core/remedy/refused";
import type { Judged } from "../core/report/corsFields";
import { type Endpoint, groupByEndpoint, isTrouble } from "../core/report/endpoints";
import { printed } from "../core/report/printed";
import { recipeText } from "./recipe";
import { type Paint, terminalText } from "./terminal";

/** What a person reads: each endpoint in trouble with its reason and its fix, then what is risky, then the count. */
export function textReport(judged: readonly Judged[], stack: Stack | null, colours: Paint): string {
  const troubles = groupByEndpoint(judged.filter(isTrouble)).map((endpoint) => troubleText(endpoint, stack, colours));
  const risks = groupByEndpoint(judged.filter((one) => one.risks.length > 0)).map((endpoint) => riskText(endpoint, colours));
  return `${[...troubles, ...risks, countLine(judged)].join("\n\n")}\n`;
}

function troubleText({ first, count }: Endpoint, stack: Stack | null, colours: Paint): string {
  const { diagnosis, remedy } = first;
  const label =
    diagnosis.verdict === "not-cors" ? colours.yellow("NOT CORS") : colours.red(diagnosis.verdict === "blocked" ? "BLOCKED" : "FAILS");
  const own = diagnosis.ownWord === null ? "" : `${diagnosis.ownWord.key}, `;
  const reason = diagnosis.reason ?? diagnosis.notCors ?? diagnosis.failures[0]?.reason ?? "";
  const certainty = diagnosis.verdict === "blocked" ? ` (${diagnosis.certainty})` : "";
  const lines = [
    `${label} ${colours.bold(titleOf(first))}${times(count)}`,
    `  ${own}${clean(reason)}${certainty}: ${clean(diagnosis.sentence)}`,
  ];
  for (const { step, expected, got } of diagnosis.failures)
    lines.push(colours.dim(`  - ${clean(`${step}: expected ${expected}, got ${got}`)}`));
  lines.push(`  Fix (${remedy.party}): ${clean(remedy.summary)}`, ...remedy.advice.map((advice) => `  * ${clean(advice)}`));
  if (stack !== null && remedy.policy !== null) {
    lines.push("", indent(recipeText(stack, remedy.policy)));
  }
  return lines.join("\n");
}

function riskText({ first, count }: Endpoint, colours: Paint): string {
  const risks = first.risks.map(({ id, severity, text }) => `  ${id} (${severity}): ${clean(text)}`);
  return [`${colours.yellow("RISKY")} ${colours.bold(titleOf(first))}${times(count)}`, ...risks].join("\n");
}

function titleOf({ exchange, diagnosis }: Judged): string {
  const part = refusedPart(exchange, diagnosis);
  return clean(`${part?.method ?? ""} ${part?.url ?? ""}`.trim());
}

function countLine(judged: readonly Judged[]): string {
  const count = (verdict: string): number => judged.filter(({ diagnosis }) => diagnosis.verdict === verdict).length;
  return `${judged.length} cross-origin requests: ${count("blocked")} blocked, ${count("not-cors")} not CORS, ${count("allowed")} allowed, ${count("unknown")} undetermined.`;
}

function times(count: number): string {
  return count > 1 ? `, ${count} times` : "";
}

/** One line, whatever the value holds. */
function clean(text: string): string {
  return terminalText(printed(text).replaceAll("\n", "\\n"));
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? "" : `    ${line}`))
    .join("\n");
}
