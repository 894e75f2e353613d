/** Where a URL of the recorder is not the one that was sent: a secret was dropped, or its end cut off. */
const GAP = /\[(?:redacted|cut:)/u;
const LONGEST = 500;

/**
 * What to type into the filter of the Network panel. Behind `url:` everything up to the next space counts as text, so that nothing in a URL is
 * read as a regular expression or a negation; a space, which no sent URL has, ends it.
 */
export function networkFilter(url: string): string {
  const bare = url.replace(/#.*$/su, "");
  const gap = bare.search(GAP);
  // Up to the parameter that lost its value: half of it would find nothing.
  const known = gap < 0 ? bare : bare.slice(0, gap).replace(/[?&;][^?&;]*$/u, "");
  return `url:${known.slice(0, LONGEST).split(/[\s"]/u, 1)[0] ?? ""}`;
}
