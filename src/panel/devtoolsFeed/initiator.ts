import type { ScrubUrls } from "../../core/exchange/secretsInUrls";
import { fieldsOf, numberOf, textOf } from "./read";

export interface Frame {
  /** "" for code outside any function, or in one without a name. */
  readonly functionName: string;
  /** Secrets inside are replaced; then it leads nowhere and `opens` is false. */
  readonly url: string;
  readonly opens: boolean;
  /** Both count from 0, as DevTools' own protocol has them. */
  readonly line: number;
  readonly column: number;
}

/** Frames of one turn of the event loop, the innermost first. */
export interface Segment {
  /** How it went on to the segment before it (`await`, `setTimeout`, `Promise.then`); "" for the call itself. */
  readonly description: string;
  readonly frames: readonly Frame[];
}

export type Initiator =
  | { readonly kind: "script"; readonly stack: readonly Segment[] }
  /** HTML or a style sheet named the URL. */
  | { readonly kind: "parser"; readonly place: Frame | null }
  | { readonly kind: "preflight" }
  | { readonly kind: "other" };

const FRAMES = 40;
const SEGMENTS = 10;
const LONGEST_URL = 4096;

/** `_initiator` of DevTools' HAR. Bounded, because a page decides how deep it calls and how it names its functions. */
export function readInitiator(value: unknown, scrub: ScrubUrls): Initiator {
  const { type, stack, url, lineNumber, columnNumber } = fieldsOf(value);
  if (type === "preflight") return { kind: "preflight" };
  const segments = readStack(stack, scrub);
  if (segments.length > 0) return { kind: "script", stack: segments };
  if (type === "parser") return { kind: "parser", place: readFrame({ url, lineNumber, columnNumber: columnNumber ?? 0 }, scrub) };
  return { kind: "other" };
}

function readStack(value: unknown, scrub: ScrubUrls): Segment[] {
  const segments: Segment[] = [];
  let left = FRAMES;
  let here = fieldsOf(value);
  for (let depth = 0; depth < SEGMENTS && left > 0; depth += 1) {
    const given = Array.isArray(here.callFrames) ? here.callFrames.slice(0, left) : [];
    const frames = given.flatMap((frame) => readFrame(fieldsOf(frame), scrub) ?? []);
    left -= given.length;
    if (frames.length > 0) segments.push({ description: textOf(here.description, 80), frames });
    if (here.parent === undefined) break;
    here = fieldsOf(here.parent);
  }
  return segments;
}

function readFrame(frame: Readonly<Record<string, unknown>>, scrub: ScrubUrls): Frame | null {
  const { functionName, url, lineNumber, columnNumber } = frame;
  const line = numberOf(lineNumber);
  const raw = textOf(url, LONGEST_URL);
  if (line === null || line < 0 || raw === "") return null;
  const shown = scrub(raw, () => "[redacted]");
  return {
    functionName: textOf(functionName, 200),
    url: shown,
    opens: shown === raw,
    line,
    column: Math.max(0, numberOf(columnNumber) ?? 0),
  };
}

/** `app.js:12`: the last part of the path, lines counted from 1. */
export function shortPlace({ url, line }: Pick<Frame, "url" | "line">): string {
  const path = url.replace(/[?#].*$/su, "");
  const last = path.slice(path.lastIndexOf("/") + 1);
  // A page's own address often ends in a slash: its host says more than nothing.
  const name = last !== "" ? last : path.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
  return `${name.slice(0, 80)}:${line + 1}`;
}

/** The place in the page's code that asked for it: the innermost frame with an address, or the markup that named it. */
export function callSiteOf(initiator: Initiator): Frame | null {
  if (initiator.kind === "parser") return initiator.place;
  return initiator.kind === "script" ? (initiator.stack[0]?.frames[0] ?? null) : null;
}
