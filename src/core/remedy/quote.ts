/** An observed value inside a sentence of ours: in backticks, which it cannot close, and no longer than a reader reads. */
export function quote(value: string): string {
  const shown = value.replaceAll("`", "'");
  return `\`${shown.length > 200 ? `${shown.slice(0, 200)}…` : shown}\``;
}

export function quoteOrigin(url: string): string {
  const parsed = URL.parse(url);
  return quote(parsed === null || parsed.origin === "null" ? url : parsed.origin);
}
