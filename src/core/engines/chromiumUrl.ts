/**
 * Whether Chromium's URL class takes a string for a URL. cors.cc asks it to tell an Access-Control-Allow-Origin that is another origin
 * (AllowOriginMismatch) from one that is no origin at all (InvalidAllowOriginValue).
 */

const SCHEME = /^[a-z][a-z0-9+.-]*(?=:)/i;

/** Registered with a host but without a port: `chrome-extension://` alone is no URL, though the URL standard takes it. */
const HOST_ONLY_SCHEMES = new Set([
  "chrome",
  "chrome-distiller",
  "chrome-error",
  "chrome-extension",
  "chrome-native",
  "chrome-search",
  "chrome-untrusted",
  "devtools",
  "isolated-app",
]);

const SPECIAL_SCHEMES = new Set(["http", "https", "ws", "wss", "ftp", "file"]);

/**
 * `GURL(value).is_valid()`, as measured (chromiumUrl.test.ts). It is the URL standard's parser but for five things:
 * - a host may hold a space, written `%20`;
 * - a label that begins with `xn--` need not be valid Punycode;
 * - the schemes of Chromium's own pages need a host that could be one of http, and their port is not looked at;
 * - after the host of `file://` a query or a fragment may not follow at once;
 * - `filesystem:` needs an inner URL with a path.
 * So `localhost:3000`, `https://*` and `http:x` are URLs; `app.test`, `*`, `//x` and the empty string are none: they have no scheme.
 */
export function isGurlValid(text: string): boolean {
  const value = text.replace(/[\t\n\r]/g, ""); // as every URL parser does
  const scheme = SCHEME.exec(value)?.[0].toLowerCase();
  if (scheme === undefined) return URL.canParse(value); // a leading control character is skipped by both
  const rest = value.slice(scheme.length + 1);
  if (scheme === "filesystem") return isFileSystemInner(rest);
  if (HOST_ONLY_SCHEMES.has(scheme)) return isSpecialUrl(`http:${withoutPort(rest)}`);
  if (scheme === "file" && /^[/\\]{2}[^/\\?#]*[?#]/.test(rest)) return false;
  if (SPECIAL_SCHEMES.has(scheme)) return isSpecialUrl(value);
  return URL.canParse(value);
}

function isSpecialUrl(value: string): boolean {
  if (URL.canParse(value)) return true;
  const start = value.indexOf(":") + 1;
  const end = value.slice(start).search(/[^/\\][/\\?#]/);
  const authority = end < 0 ? value.slice(start) : value.slice(start, start + end + 1);
  // Not when other characters are there too: those may make the host invalid in their own right once it is mapped.
  if (!/%20|(?:x|%78)(?:n|%6e)(?:-|%2d){2}/i.test(authority) || /[^\x21-\x7e]/.test(authority)) return false;
  const lenient = authority
    .replace(/%78/gi, "x")
    .replace(/%6e/gi, "n")
    .replace(/%2d/gi, "-")
    .replaceAll("%20", "a")
    .replace(/xn--/gi, "xna");
  return URL.canParse(value.slice(0, start) + lenient + value.slice(start + authority.length));
}

function withoutPort(rest: string): string {
  return rest.replace(/^([/\\]*[^/\\?#]*?):[^/\\?#:\]]*(?=[/\\?#]|$)/, "$1");
}

/** The inner URL is `file:` or one with a host, and has more of a path than a slash: `filesystem:http://a.test/temporary/x`. */
function isFileSystemInner(inner: string): boolean {
  const scheme = SCHEME.exec(inner)?.[0].toLowerCase();
  if (scheme === undefined || (!SPECIAL_SCHEMES.has(scheme) && !HOST_ONLY_SCHEMES.has(scheme))) return false;
  const hasPath = /^[^:]*:[/\\]{2}[^/\\?#]*[/\\][^?#]/.test(inner);
  return hasPath && (scheme === "file" || isGurlValid(inner));
}
