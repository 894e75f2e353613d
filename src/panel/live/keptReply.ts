import { getHeader } from "../../core/fetch/headers";
import { type HiddenReply, MOST_BYTES, marksOf } from "../../core/remedy/unmask";
import type { Unmasked } from "../../messaging/live";

/** A body as DevTools hands it over; null when it has let go of it. */
export interface Content {
  readonly text: string;
  /** What is no text to the browser, or has no type, comes so. */
  readonly base64: boolean;
}

/** Asks DevTools for the body of one reply. */
export type ReadContent = (take: (content: Content | null) => void) => void;

/** The hidden reply itself, of what was recorded and of what DevTools kept: nothing is sent for it. */
export function keptReply({ url, response }: HiddenReply, content: Content): Unmasked {
  return {
    url,
    status: response.status,
    statusText: /^\S+ \d+ (.*)$/.exec(response.statusLine)?.[1] ?? "",
    contentType: getHeader(response.headers, "Content-Type") ?? "",
    marks: marksOf(response.headers),
    ...(content.base64 ? decoded(content.text) : cut(content.text)),
    redirected: false,
    kept: true,
  };
}

function cut(text: string): Pick<Unmasked, "body" | "cutAt"> {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(MOST_BYTES));
  return { body: text.slice(0, read), cutAt: read < text.length ? MOST_BYTES : null };
}

function decoded(base64: string): Pick<Unmasked, "body" | "cutAt"> {
  // Four characters are three bytes; one group more tells whether something is left.
  const binary = atob(base64.slice(0, 4 * (Math.ceil(MOST_BYTES / 3) + 1)));
  const bytes = Uint8Array.from(binary.slice(0, MOST_BYTES), (one) => one.charCodeAt(0));
  return { body: new TextDecoder().decode(bytes), cutAt: binary.length > MOST_BYTES ? MOST_BYTES : null };
}
