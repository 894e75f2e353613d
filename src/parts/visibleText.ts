/**
 * Header values and URLs are written by strangers. Characters that hide, reorder or break the line would let a value look like another one,
 * so they are shown by code point instead of being printed.
 */
const HIDDEN_RANGES = [
  "\\u0000-\\u001f\\u007f-\\u009f", // control characters
  "\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u3164\\uffa0", // drawn as nothing
  "\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff0-\\ufffb", // joiners, separators, direction
  "\\ufe00-\\ufe0f\\u{e0000}-\\u{e0fff}", // variation selectors, tags
  "\\ud800-\\udfff", // halves of a pair; with the u flag a whole pair is never matched
];
const HIDDEN = new RegExp(`[${HIDDEN_RANGES.join("")}]`, "gu");

/** Nearly all text: worth a short cut where thousands of cells are drawn. */
const PLAIN = /^[\x20-\x7e]*$/u;

export interface TextPiece {
  readonly text: string;
  readonly hidden: boolean;
}

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The text in pieces: plain ones, and the names of characters that nobody would have seen. */
export function visiblePieces(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > at) pieces.push({ text: text.slice(at, match.index), hidden: false });
    pieces.push({ text: codePointName(match[0]), hidden: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), hidden: false });
  return pieces;
}

/** The same as one string, for places that hold text only (titles, accessible names). */
export function visibleText(text: string, limit = 500): string {
  if (text.length <= limit && PLAIN.test(text)) return text;
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return cut.replace(HIDDEN, (character) => `[${codePointName(character)}]`);
}
