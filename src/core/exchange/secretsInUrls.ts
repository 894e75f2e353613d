/**
 * Where URLs carry secrets. One list for all who take URLs from a browser: what the recorder drops, DevTools' own list must not bring back,
 * and the two can only be compared if both drop the same.
 */
const PARAMETERS =
  "access_token|id_token|refresh_token|token|code|key|api_key|apikey|client_secret|secret|password|passwd|pwd|sig|signature|auth|jwt|otp|session|sid|ticket|" +
  "X-Amz-Signature|X-Amz-Credential|X-Amz-Security-Token|X-Goog-Signature";
const USERINFO = /(:\/\/)([^/?#\s@"'<>]{1,2048})@/g;
const JWT = /\beyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{6,}(?:\.[A-Za-z0-9_-]*)?/g;
const MAY_HOLD_SECRET = /[?&#;][^=]*=|@|eyJ/;

type Mark = (secret: string) => string;
/** Each secret inside URLs of a text replaced by what `mark` makes of it. */
export type ScrubUrls = (text: string, mark: Mark) => string;

/** `names`: tokens that the user added, whole names of query parameters. */
export function urlScrubber(names: readonly string[]): ScrubUrls {
  const parameters = [PARAMETERS, ...names.map((name) => name.replace(/[.*+?^$|]/g, "\\$&"))].join("|");
  const secretParameter = new RegExp(`([?&#;](?:${parameters})=)([^&#;\\s"'<>]+)`, "gi");
  return (text, mark) => {
    if (!MAY_HOLD_SECRET.test(text)) return text;
    return text
      .replace(USERINFO, (_, scheme: string, userinfo: string) => `${scheme}${mark(userinfo)}@`)
      .replace(secretParameter, (_, name: string, value: string) => `${name}${mark(value)}`)
      .replace(JWT, mark);
  };
}

/** JSON Web Tokens anywhere in a text. */
export function scrubTokens(text: string, mark: Mark): string {
  return text.replace(JWT, mark);
}
