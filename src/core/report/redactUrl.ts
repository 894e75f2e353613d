import type { Found, ShapeKind } from "./secret";
import { scrubShapes } from "./secretShapes";

const MARK = "[redacted]";
const SECRET_PARAMETER =
  /token|secret|passw|signature|credential|jwt|session|api[-_.]?key|(?:^|[-_.])(?:sig|key|auth|authorization|sid|otp|pin|pwd|hmac|code|nonce_key|ticket)$/i;

/**
 * A URL without its secrets. Scheme and host stay as they are and userinfo stays userinfo, because CORS is decided by them; path, query and
 * fragment keep their pieces, so that a redirect that only adds a slash can still be seen to do so.
 */
export function scrubUrl(url: string, named: (name: string) => boolean, found: Found): string {
  const [, origin = "", path = "", query = "", fragment = ""] =
    /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*|)([^?#]*)(\?[^#]*(?:#[^[\]]*\][^#]*)*|)(#[\s\S]*|)$/i.exec(url) ?? [];
  if (origin === "" && /^[a-z][a-z0-9+.-]*:/i.test(url)) return url; // data:, blob: and what else has no path
  return (
    scrubUserinfo(origin, found) +
    scrubPath(path, found) +
    scrubPairs(query, "query", named, found) +
    scrubPairs(fragment, "fragment", named, found)
  );
}

function scrubUserinfo(origin: string, found: Found): string {
  return origin.replace(/(:\/\/)(.+)@/, (_, slashes: string, value: string) => {
    return `${slashes}${isMark(value) ? value : found({ kind: "credential", where: "userinfo", name: "", value })}@`;
  });
}

/** Percent-encoded here, as `request.url` of a report has it: a redirect's target is compared with where it came from, path by path. */
export const PATH_MARK = "%5Bredacted%5D";
/** For a second secret that must not be taken for the first. */
export const OTHER_PATH_MARK = "%5Bredacted-too%5D";

function scrubPath(path: string, found: Found): string {
  if (path.length < 6) return path;
  return path.replace(/[^/;]+/g, (segment) =>
    scrubValue(segment, (kind, value) => found({ kind, where: "path", name: "", value }).replace(MARK, PATH_MARK)),
  );
}

function scrubPairs(text: string, where: "query" | "fragment", named: (name: string) => boolean, found: Found): string {
  if (text === "") return text;
  return text.replace(/([^=&;?#]+)(?:=([^&;]*))?/g, (pair, rawName: string, value?: string) => {
    if (value === undefined) return scrubValue(pair, (kind, secret) => found({ kind, where, name: "", value: secret }));
    if (value === "" || isMark(value)) return pair;
    const name = decoded(rawName);
    const scrubbed =
      SECRET_PARAMETER.test(name) || named(name)
        ? found({ kind: "named", where, name, value })
        : scrubValue(value, (kind, secret) => found({ kind, where, name, value: secret }));
    return `${rawName}=${scrubbed}`;
  });
}

/** What is percent-encoded is a secret all the same; then the whole piece goes. */
function scrubValue(value: string, found: (kind: ShapeKind, value: string) => string): string {
  if (value.length < 6 || isMark(value)) return value;
  const plain = decoded(value);
  if (plain === value) return scrubShapes(value, found);
  let kept: string | null = null;
  const scrubbed = scrubShapes(plain, (kind) => {
    kept = found(kind, plain);
    return MARK;
  });
  return scrubbed === plain || kept === null || kept === plain ? value : kept;
}

export function isMark(value: string): boolean {
  return /^(?:\[|%5B)redacted(?:-too)?(?:(?:#|%23)[^\]\s%]{1,64})?(?:\]|%5D)$/i.test(value);
}

function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
