import type { Expectation } from "./scenario";

export type InFirefox = Partial<Pick<Expectation, "verdict" | "reason" | "undecidedWith" | "preflight" | "recorded">> & {
  readonly notCors?: string | null;
  /** What Firefox does otherwise, and how that shows. */
  readonly because: string;
};

const MERGED =
  "webRequest joins fields of one name: whether two were sent, which Firefox calls multiple, or a list, which does not match, is not to be seen";
const NO_LISTS = "to Firefox a list in one field is an origin that does not match";
const NO_ORIGINS = "Firefox does not ask whether the value is an origin at all: it does not match";
const NO_SPACES = "Firefox takes the machine's own address space from no command line: here nothing is public";

/**
 * Where a stock Firefox differs from what the table has, which is Chromium's word. By id; the rest is alike in both, but that no `allowed` is
 * certain: Firefox does not tell an extension whether it handed a reply on.
 */
export const IN_FIREFOX: Readonly<Record<string, InFirefox>> = {
  "allow-origin-twice": { reason: "MultipleAllowOriginValues", undecidedWith: ["AllowOriginMismatch"], because: MERGED },
  "allow-origin-twice-same": { reason: "AllowOriginMismatch", undecidedWith: ["MultipleAllowOriginValues"], because: MERGED },
  "allow-origin-comma-list": {
    reason: "AllowOriginMismatch",
    undecidedWith: ["MultipleAllowOriginValues"],
    because: `${NO_LISTS}; ${MERGED}`,
  },
  "preflight-allow-origin-twice": {
    reason: "PreflightMultipleAllowOriginValues",
    undecidedWith: ["PreflightAllowOriginMismatch"],
    because: MERGED,
  },
  "allow-origin-space-list": { reason: "AllowOriginMismatch", because: NO_LISTS },
  "allow-origin-empty": { reason: "AllowOriginMismatch", because: NO_ORIGINS },
  "allow-origin-subdomain-pattern": { reason: "AllowOriginMismatch", because: NO_ORIGINS },
  "allow-origin-true": { reason: "AllowOriginMismatch", because: NO_ORIGINS },
  "preflight-allow-origin-invalid": { reason: "PreflightAllowOriginMismatch", because: NO_ORIGINS },
  "preflight-redirect": {
    reason: "PreflightMissingAllowOriginHeader",
    because: "Firefox looks at Access-Control-Allow-Origin before it looks whether the preflight was redirected",
  },
  "redirect-second-preflight": {
    reason: "PreflightAllowOriginMismatch",
    because: "the preflight behind the redirect carries the page's origin in Firefox, not null, and this server answers null",
  },
  "redirect-second-preflight-origin": {
    reason: "MissingAllowOriginHeader",
    because: "the preflight behind the redirect carries the page's origin in Firefox and passes; the request itself then gets a bare 404",
  },
  orb: { recorded: false, because: "an image that opaque response blocking refuses ends like one that the page no longer wants" },
  "unsafe-port": { recorded: false, because: "Firefox refuses the port before it tells extensions that there is a request" },
  "local-network-insecure": { verdict: "allowed", reason: null, notCors: null, because: NO_SPACES },
  "local-network-denied": { verdict: "allowed", reason: null, notCors: null, because: NO_SPACES },
  "local-network-denied-preflight": { verdict: "allowed", reason: null, notCors: null, because: NO_SPACES },
};
