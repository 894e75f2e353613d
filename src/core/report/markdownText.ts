import { UNPRINTABLE } from "../remedy/unprintable";

/**
 * Reports are pasted into issues, where a value could become a link, an image, a mention or HTML. Inside code nothing is read but the
 * backtick, so every observed value is put into code and only words that are plainly words stay outside.
 */

/** Controls and marks that change how text is shown, spelled out. `keep` are those that the place can hold. */
export function visible(text: string, keep = ""): string {
  return text.replace(UNPRINTABLE, (character) => {
    return keep.includes(character) ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

export function code(text: string): string {
  const shown = visible(text.length > 500 ? `${text.slice(0, 500)}…` : text);
  if (shown.trim() === "") return "`(empty)`";
  const ticks = "`".repeat(longestRun(shown) + 1);
  const pad = /^[` ]|[` ]$/.test(shown) ? " " : "";
  return `${ticks}${pad}${shown}${pad}${ticks}`;
}

export function fence(language: string, text: string): string {
  const shown = visible(text, "\n").replace(/\n+$/, "");
  const ticks = "`".repeat(Math.max(3, longestRun(shown) + 1));
  return `${ticks}${language}\n${shown}\n${ticks}`;
}

/** A sentence of ours with values inside: what is not plainly a word goes into code. */
export function prose(text: string): string {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const parts: string[] = [];
  let value: string[] = [];
  const flush = (): void => {
    if (value.length === 0) return;
    const joined = value.join(" ");
    // Punctuation of the sentence stays outside, and so do the backticks that our sentences put around values.
    const [, before = "", inner = joined, after = ""] = /^(\(?)([\s\S]*?)([.,;:)]*)$/.exec(joined) ?? [];
    parts.push(`${before}${code(inner.replace(/^`([\s\S]*)`$/, "$1"))}${after}`);
    value = [];
  };
  for (const word of words) {
    if (!isPlain(word)) {
      value.push(word);
      // Our sentences put backticks around each value: the next one is another.
      if (/`[.,;:)]*$/.test(word)) flush();
    } else {
      flush();
      parts.push(word);
    }
  }
  flush();
  return parts.join(" ");
}

function isPlain(word: string): boolean {
  if (/^[0-9a-f]{7,}$/i.test(word)) return false; // an issue tracker links what could be a commit
  return /^\(?[A-Za-z]+(?:['-][A-Za-z]+)*\)?[.,;:!?]?$/.test(word) || /^\d{1,6}[.,;:]?$/.test(word);
}

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}
