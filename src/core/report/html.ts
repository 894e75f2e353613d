import { visible } from "./markdownText";

/**
 * Markup of the saved page. It can only be built from literal parts and from `Html`, and a text becomes `Html` only through `text`: to forget
 * the escaping does not compile.
 */
declare const escaped: unique symbol;
export interface Html {
  readonly [escaped]: true;
  readonly markup: string;
}

/** The tag: `` html`<p>${text(value)}</p>` ``. Values stand in content or in quoted attributes. */
export function html(parts: TemplateStringsArray, ...values: readonly (Html | readonly Html[])[]): Html {
  let markup = parts[0] ?? "";
  for (const [index, value] of values.entries()) markup += markupOf(value) + (parts[index + 1] ?? "");
  return { markup } as Html;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Longer values are for the HAR. */
const LONGEST = 4000;

/** Any value; what changes how text is shown is spelled out, line breaks stay. */
export function text(value: string | number): Html {
  const whole = String(value);
  const shown = visible(whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole, "\n");
  return { markup: shown.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "") } as Html;
}

/** A sentence of ours: what stands between its backticks is code. */
export function sentenceOf(value: string): Html {
  const pieces = value.split("`");
  if (pieces.length % 2 === 0) return text(value);
  return html`${pieces.map((piece, index) => (index % 2 === 0 ? text(piece) : html`<code>${text(piece)}</code>`))}`;
}

export const NOTHING: Html = html``;

function markupOf(value: Html | readonly Html[]): string {
  return isMany(value) ? value.map(({ markup }) => markup).join("") : value.markup;
}

function isMany(value: Html | readonly Html[]): value is readonly Html[] {
  return Array.isArray(value);
}
