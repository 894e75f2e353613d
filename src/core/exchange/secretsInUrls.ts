/**
 * Where URLs carry secrets. One list for all who take URLs from a browser: what the recorder drops, DevTools' own list must not bring back,
 * and the two can only be compared if both drop the same.
 */
const PARAMETERS =
  "access_token|id_token|refresh_token|token|code|key|api_key|apikey|client_secret|secret|password|passwd|pwd|sig|signature|auth|jwt|otp|session|sid|ticket|" +
  "X-Amz-Signature|X-Amz-Credential|X-Amz-Security-Token|X-Goog-Signature";
const USERINFO = /(:\/\/)([^/?#\s@"'<>]{1,2048})@/g;

type Mark = (secret: string) => string;
/** Each secret inside URLs of a text replaced by what `mark` makes of it. */
export type ScrubUrls = (text: string, mark: Mark) => string;

/** `names`: tokens that the user added, whole names of query parameters. */
export function urlScrubber(names: readonly string[]): ScrubUrls {
  const parameters = [PARAMETERS, ...names.map((name) => name.replace(/[.*+?^$|]/g, "\\$&"))].join("|");
  const secretParameter = new RegExp(`([?&#;](?:${parameters})=)([^&#;\\s"'<>]+)`, "gi");
  return (text, mark) => {
    if (!mayHoldSecret(text)) return text;
    const named = text
      .replace(USERINFO, (_, scheme: string, userinfo: string) => `${scheme}${mark(userinfo)}@`)
      .replace(secretParameter, (_, name: string, value: string) => `${name}${mark(value)}`);
    return scrubTokens(named, mark);
  };
}

/** Most URLs hold none, and this is asked of each. A pattern for it would be slow on 200 kB of `&`. */
function mayHoldSecret(text: string): boolean {
  const query = text.search(/[?&#;]/);
  return (query >= 0 && text.includes("=", query)) || text.includes("@") || text.includes("eyJ");
}

const HEAD = /\beyJ[A-Za-z0-9_-]{6,}$/;
const SHORTEST_BODY = 6;

/**
 * JSON Web Tokens anywhere in a text: `eyJ….….…`, the last part perhaps missing. Piece by piece, because one pattern for the whole is slow on
 * 200 kB of `-eyJ`.
 */
export function scrubTokens(text: string, mark: Mark): string {
  if (!text.includes("eyJ")) return text;
  // Pieces of the alphabet at even places, what stands between them at odd ones.
  const pieces = text.split(/([^A-Za-z0-9_-]+)/);
  let scrubbed = "";
  for (let at = 0; at < pieces.length; at += 2) {
    const [piece = "", between = "", body = "", behind = "", tail = ""] = pieces.slice(at, at + 5);
    const start = between === "." && body.length >= SHORTEST_BODY ? piece.search(HEAD) : -1;
    if (start < 0) {
      scrubbed += piece + between;
      continue;
    }
    const signed = behind === "." ? `.${tail}` : behind.startsWith(".") ? "." : "";
    const rest = behind === "." ? (pieces[at + 5] ?? "") : behind.slice(signed.length);
    scrubbed += piece.slice(0, start) + mark(`${piece.slice(start)}.${body}${signed}`) + rest;
    at += behind === "." ? 4 : 2;
  }
  return scrubbed;
}
