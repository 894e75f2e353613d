import { execFileSync } from "node:child_process";
import { diagnose } from "../../src/core/diagnosis/diagnose";
import type { Exchange } from "../../src/core/exchange/exchange";
import { refusedPart } from "../../src/core/remedy/refused";
import { curlLine } from "../../src/core/report/curl";
import { printed } from "../../src/core/report/printed";

/**
 * Every `curl` line of these exchanges, run by the shell itself with a `curl` that prints what it was given: whatever a value could do besides
 * being a value would show here as another word, or as another command's output.
 */
export class ShellLines {
  readonly #lines: { readonly line: string; readonly url: string }[] = [];

  get count(): number {
    return this.#lines.length;
  }

  add(exchanges: readonly Exchange[]): void {
    for (const exchange of exchanges) {
      const diagnosis = diagnose(exchange);
      const line = curlLine(exchange, diagnosis);
      if (line !== null) this.#lines.push({ line, url: printed(refusedPart(exchange, diagnosis)?.url ?? "") });
    }
  }

  /** What the shell read otherwise than it was meant. */
  problems(): string[] {
    if (this.#lines.length === 0) return [];
    const program = `curl() { printf '%s\\0' "$#" "$@"; }\n${this.#lines.map(({ line }) => line).join("\n")}\n`;
    const words = execFileSync("sh", ["-s"], { input: program, encoding: "utf8", maxBuffer: 2 ** 30 }).split("\0");
    const problems: string[] = [];
    let at = 0;
    for (const { line, url } of this.#lines) {
      const count = Number(words[at]);
      const given = words.slice(at + 1, at + 1 + count);
      at += 1 + count;
      if (!isOurs(given, url)) problems.push(`shell reads ${JSON.stringify(given).slice(0, 200)} in ${JSON.stringify(line).slice(0, 300)}`);
      if (!(count > 0)) return problems;
    }
    if (at !== words.length - 1) problems.push(`shell: ${words.length - 1 - at} words too many`);
    return problems;
  }
}

/** `-i -g [-X OPTIONS] --url URL (-H NAME: VALUE)+` */
function isOurs(words: readonly string[], url: string): boolean {
  const rest = words[2] === "-X" ? words.slice(4) : words.slice(2);
  const headers = rest.slice(2);
  return (
    words[0] === "-i" &&
    words[1] === "-g" &&
    (words[2] !== "-X" || words[3] === "OPTIONS") &&
    rest[0] === "--url" &&
    rest[1] === url &&
    headers.length > 0 &&
    headers.every((word, index) => (index % 2 === 0 ? word === "-H" : /^(?:Origin|Access-Control-Request-(?:Method|Headers)): /.test(word)))
  );
}
