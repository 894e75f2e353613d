export interface ComparedPiece {
  readonly text: string;
  readonly differs: boolean;
}

export interface Compared {
  readonly expected: ComparedPiece[];
  readonly got: ComparedPiece[];
}

/** A path at the end (a slash, as a rule) makes it no origin, but it is just what has to be seen. */
const ORIGIN = /^([a-z][a-z0-9+.-]*):\/\/([^/?#\s]+)([/?#]\S*)?$/i;
/** The core says "https://app.test (or *)" where more than one value would pass. */
const REMARK = / \(.*\)$/u;

/** Splits an origin where people misread it: scheme, each label of the host, port and what follows. Null when the text is no origin. */
function partsOf(text: string): string[] | null {
  if (text === "null") return ["null"];
  const match = ORIGIN.exec(text);
  if (match === null) return null;
  const [host = "", port] = (match[2] ?? "").split(/:(?=\d*$)/u);
  const labels = host.split(/(?<=\.)/u);
  return [`${match[1]}://`, ...labels, port === undefined ? "" : `:${port}`, match[3] ?? ""];
}

/**
 * Lights what differs between two origins, part by part rather than letter by letter: `app.` against `api.` is one difference of meaning,
 * though they share a letter. Null when either is no origin, because then the comparison says nothing.
 */
export function compareOrigins(expected: string, got: string): Compared | null {
  const remark = REMARK.exec(expected)?.[0] ?? "";
  const left = partsOf(expected.slice(0, expected.length - remark.length));
  const right = partsOf(got);
  if (left === null || right === null || expected === got) return null;
  // Hosts are compared from the right: the registrable end is what they usually share.
  const leftHost = left.slice(1, -2).reverse();
  const rightHost = right.slice(1, -2).reverse();
  const mark = (parts: string[], own: string[], other: string[], others: string[]): ComparedPiece[] => {
    if (parts.length === 1) return [{ text: parts[0] ?? "", differs: true }];
    const host = own.map((label, index) => ({ text: label, differs: label !== other[index] })).reverse();
    return [
      { text: parts[0] ?? "", differs: parts[0] !== others[0] },
      ...host,
      ...[-2, -1].map((at) => ({ text: parts.at(at) ?? "", differs: parts.at(at) !== others.at(at) })),
    ].filter((piece) => piece.text !== "");
  };
  const asked = mark(left, leftHost, rightHost, right);
  if (remark !== "") asked.push({ text: remark, differs: false });
  return { expected: asked, got: mark(right, rightHost, leftHost, left) };
}
