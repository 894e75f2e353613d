import { UNPRINTABLE } from "../core/remedy/unprintable";
import { visible } from "../core/report/markdownText";

/** Whatever leaves the command line goes through here: a file must not move the cursor, colour text or rename the window. */
export function terminalText(text: string): string {
  return visible(text, "\n");
}

/** Strings in JSON can hold what terminals obey; outside of strings there is nothing but line breaks. */
export function terminalJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(UNPRINTABLE, (character) => {
    if (character === "\n") return character;
    const units = character.split("").map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    return units.join("");
  });
}

export interface Paint {
  readonly bold: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** On a terminal that knows colours, unless its user wants none (https://no-color.org). */
export function wantsColours(isTerminal: boolean, { NO_COLOR, TERM }: Readonly<Record<string, string | undefined>>): boolean {
  return isTerminal && !NO_COLOR && TERM !== "dumb";
}

/** Colours are put around text that has been cleaned, never the other way round. */
export function paint(colours: boolean): Paint {
  const style = (open: number, close: number) => (text: string) => (colours ? `\u001b[${open}m${text}\u001b[${close}m` : text);
  return { bold: style(1, 22), red: style(31, 39), yellow: style(33, 39), dim: style(2, 22) };
}
