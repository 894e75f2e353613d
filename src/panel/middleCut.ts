/** What is shown of a path where there is room; the rest of a longer one is in its middle. */
const HEAD = 200;
const TAIL = 28;
/** A shorter end, an id mostly, says nothing without the segment before it. */
const TELLING = 6;

/**
 * A path in three parts. The tail, its last segment or two, stays: paths under one prefix are told apart by their ends. Where room is short the query
 * goes first, then the end of the head. A segment that is longer than the tail may be is cut before its end.
 */
export function middleCut(whole: string): { readonly head: string; readonly tail: string; readonly query: string } {
  const end = whole.search(/[?#]|$/u);
  const path = whole.slice(0, end);
  const segment = path.lastIndexOf("/", Math.max(0, end - 1));
  const before = end - segment < TELLING && segment > 0 ? path.lastIndexOf("/", segment - 1) : -1;
  const from = before >= 0 && end - before <= TAIL ? before : segment;
  const cut = end - from <= TAIL ? from : end - TAIL;
  const at = wholeCharacter(path, Math.max(0, cut));
  const head = path.slice(0, at);
  return {
    head: head.length > HEAD ? `${head.slice(0, wholeCharacter(head, HEAD))}…` : head,
    tail: path.slice(at),
    query: whole.slice(end),
  };
}

/** Never between the halves of a pair. */
function wholeCharacter(text: string, at: number): number {
  return /[\udc00-\udfff]/u.test(text.charAt(at)) ? at + 1 : at;
}
