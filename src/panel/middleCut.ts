/** What is shown of a path where there is room; the rest of a longer one is in its middle. */
const HEAD = 200;
const TAIL = 28;

/**
 * A path in two parts, of which the second is never cut away: paths under one prefix are told apart by their ends. The last segment stays
 * whole if it is short.
 */
export function middleCut(path: string): { readonly head: string; readonly tail: string } {
  const segment = path.lastIndexOf("/", Math.max(0, path.search(/[?#]|$/u) - 1));
  const cut = path.length - segment <= TAIL ? segment : path.length - TAIL;
  const at = wholeCharacter(path, Math.max(0, cut));
  const head = path.slice(0, at);
  return { head: head.length > HEAD ? `${head.slice(0, wholeCharacter(head, HEAD))}…` : head, tail: path.slice(at) };
}

/** Never between the halves of a pair. */
function wholeCharacter(text: string, at: number): number {
  return /[\udc00-\udfff]/u.test(text.charAt(at)) ? at + 1 : at;
}
