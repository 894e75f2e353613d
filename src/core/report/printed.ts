/**
 * How values leave the house. `[redacted#n]` keeps equal secrets equal inside one browser session; on paper the number would let reports be
 * matched with each other, so it is dropped.
 */
export function printed(text: string): string {
  if (!text.includes("redacted")) return text;
  return text.replace(/(\[|%5B)redacted(?:#|%23)[0-9a-z]{1,13}(\]|%5D)/gi, "$1redacted$2");
}

/** Plain data as JSON, printed. The mark holds nothing that JSON escapes, so the text as a whole can be looked at once. */
export function printedJson(value: unknown): string {
  return printed(JSON.stringify(value));
}

/** Every string inside a value of plain data, printed; the same object where nothing changes, as in nearly all. Keys are ours and stay. */
export function printedData<T>(value: T): T {
  return printAny(value) as T;
}

function printAny(value: unknown): unknown {
  if (typeof value === "string") return printed(value);
  if (typeof value !== "object" || value === null) return value;
  const before: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  const after = before.map(printAny);
  if (after.every((one, index) => one === before[index])) return value;
  return Array.isArray(value) ? after : Object.fromEntries(Object.keys(value).map((key, index) => [key, after[index]]));
}

/**
 * A URL as RFC 3986 has it, which HAR's schema demands: browsers leave `[`, `|` and a lone `%` in queries as they are. Nothing that is valid
 * changes, and the result means the same to the server.
 */
export function printedUrl(url: string): string {
  if (PLAIN_URL.test(url)) return url;
  const match = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)([\s\S]*)$/i.exec(printed(url));
  if (match === null) {
    // Tabs and line breaks do not count in a URL: they may stand in what turns out to be its scheme.
    const parsed = URL.parse(url)?.href ?? url;
    return parsed === url ? encode(printed(url)) : printedUrl(parsed);
  }
  const [, scheme = "", authority = "", rest = ""] = match;
  const address = /^\[[0-9a-f:.]+\](?::\d*)?$/i.test(authority);
  const [beforeHash = "", ...hash] = rest.split("#");
  return scheme + (address ? authority : encode(authority)) + encode(beforeHash) + (hash.length > 0 ? `#${encode(hash.join("%23"))}` : "");
}

/** What nearly all URLs are made of. */
const PLAIN_URL = /^https?:\/\/[a-z0-9.-]+(?::\d+)?(?:[/?][A-Za-z0-9\-._~!$&'"()*+,;=:@/?]*)?$/;

function encode(text: string): string {
  return text.replace(/%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'"()*+,;=:@/?%]/gu, (character) => {
    // A surrogate that stands alone has no bytes to encode.
    return /^[\ud800-\udfff]$/.test(character) ? "%EF%BF%BD" : percent(character);
  });
}

function percent(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const tail = (shift: number): number => 0x80 | ((code >> shift) & 0x3f);
  const bytes =
    code < 0x80
      ? [code]
      : code < 0x800
        ? [0xc0 | (code >> 6), tail(0)]
        : code < 0x10000
          ? [0xe0 | (code >> 12), tail(6), tail(0)]
          : [0xf0 | (code >> 18), tail(12), tail(6), tail(0)];
  return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}
