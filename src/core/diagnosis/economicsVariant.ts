import { mimeTypeEssence } from "../fetch/headers";
import { isCorsSafelistedMethod } from "../fetch/methods";

/** Safelisted by name, so that a value within the limits needs no permission. */
const BY_VALUE = new Set(["accept", "accept-language", "content-language", "range"]);

/**
 * What the page would change so that this request needs no preflight, one phrase each; null where nothing small does: PUT stays PUT, and
 * what is authorised by a header needs that header. `because` is that of `PreflightFacts`.
 */
export function safelistedVariant(because: readonly string[]): string[] | null {
  const changes: string[] = [];
  for (const reason of because) {
    const change = changeFor(reason);
    if (change === null) return null;
    changes.push(change);
  }
  return changes.length === 0 ? null : changes;
}

function changeFor(reason: string): string | null {
  const space = reason.indexOf(" ");
  const [kind, rest] = space < 0 ? [reason, ""] : [reason.slice(0, space), reason.slice(space + 1)];
  if (kind === "method") return withoutMethod(rest);
  if (kind === "content-type") return withoutContentType(rest);
  if (kind === "header") return withoutHeader(rest.toLowerCase());
  return "register no listener on xhr.upload and send no streamed body";
}

/** A page's `get` is sent as GET by every browser; what came from elsewhere may be spelled in any way. */
function withoutMethod(method: string): string | null {
  const upper = method.toUpperCase();
  return upper !== method && isCorsSafelistedMethod(upper) ? `write the method as ${upper}` : null;
}

/** Text in another wrapping: a server reads it as JSON all the same if it is told to. Anything binary would need another body. */
function withoutContentType(value: string): string | null {
  const essence = mimeTypeEssence(value) ?? "";
  if (!/json|xml|^text\//.test(essence)) return null;
  return `send content-type text/plain instead of ${essence}`;
}

function withoutHeader(name: string): string | null {
  if (name === "authorization") return null;
  if (name === "content-type") return "send a safelisted content-type such as text/plain";
  return BY_VALUE.has(name) ? `shorten ${name} to a safelisted value` : `leave the header ${name} out`;
}
