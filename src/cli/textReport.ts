import type { Verdict } from "../core/engines/engine";
import type { Stack } from "../core/remedy/policy";
import { refusedPart } from "../core/remedy/refused";
import type { Judged } from "../core/report/corsFields";
import { type Endpoint, EndpointGroups, isTrouble } from "../core/report/endpoints";
import { printed } from "../core/report/printed";
import { recipeText } from "./recipe";
import { type Paint, terminalText } from "./terminal";

/**
 * What a person reads: each endpoint in trouble with its reason and its fix, then what is risky, then the count. Of a large file only one
 * exchange of each endpoint is kept.
 */
export class TextReport {
  readonly #troubles = new EndpointGroups();
  readonly #risks = new EndpointGroups();
  readonly #counts = new Map<Verdict, number>();
  #all = 0;

  add(one: Judged): void {
    const { verdict } = one.diagnosis;
    this.#all += 1;
    this.#counts.set(verdict, this.#count(verdict) + 1);
    if (isTrouble(one)) this.#troubles.add(one);
    if (one.risks.length > 0) this.#risks.add(one);
  }

  print(stack: Stack | null, colours: Paint): string {
    const troubles = this.#troubles.list().map((endpoint) => troubleText(endpoint, stack, colours));
    const risks = this.#risks.list().map((endpoint) => riskText(endpoint, colours));
    return `${[...troubles, ...risks, this.#countLine()].join("\n\n")}\n`;
  }

  #count(verdict: Verdict): number {
    return this.#counts.get(verdict) ?? 0;
  }

  #countLine(): string {
    const [blocked, other, allowed, unknown] = (["blocked", "not-cors", "allowed", "unknown"] as const).map((one) => this.#count(one));
    return `${this.#all} cross-origin requests: ${blocked} blocked, ${other} not CORS, ${allowed} allowed, ${unknown} undetermined.`;
  }
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
