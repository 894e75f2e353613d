import type { CorsError } from "./corsError";
import type { OwnWord } from "./engine";
import { fill, type MessageParams, withoutPreflight } from "./messages";

/** Firefox's console keys (dom/locales/en-US/chrome/security/security.properties), their reasons, and the page of MDN that each has. */
interface FirefoxMessage {
  readonly key: string;
  readonly reason: string;
  /** Under https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/ */
  readonly page: string;
}

const entry = (key: string, reason: string, page: string): FirefoxMessage => ({ key, reason, page });
const ACAO = "CORS header ‘Access-Control-Allow-Origin’";

const MISMATCH = entry("CORSAllowOriginNotMatchingOrigin", `${ACAO} does not match ‘{value}’`, "CORSAllowOriginNotMatchingOrigin");

/** Firefox has no name of its own for these, and prints what it prints of every CORS request that failed. */
const DID_NOT_SUCCEED = entry("CORSDidNotSucceed2", "CORS request did not succeed", "CORSDidNotSucceed");

/** Printed like a failure of the network, which it nearly always is: the line does not tell these. */
export const FIREFOX_UNNAMED: ReadonlySet<CorsError> = new Set(["RedirectContainsCredentials"]);

/** Null: Firefox blocks it without a CORS key (a bare NS_ERROR_DOM_BAD_URI), or knows no such thing. */
const MESSAGES: Readonly<Partial<Record<CorsError, FirefoxMessage>>> = {
  InvalidResponse: DID_NOT_SUCCEED,
  RedirectContainsCredentials: DID_NOT_SUCCEED,
  WildcardOriginNotAllowed: entry(
    "CORSNotSupportingCredentials",
    `Credential is not supported if the ${ACAO} is ‘*’`,
    "CORSNotSupportingCredentials",
  ),
  MissingAllowOriginHeader: entry("CORSMissingAllowOrigin2", `${ACAO} missing`, "CORSMissingAllowOrigin"),
  MultipleAllowOriginValues: entry(
    "CORSMultipleAllowOriginNotAllowed",
    `Multiple ${ACAO} not allowed`,
    "CORSMultipleAllowOriginNotAllowed",
  ),
  InvalidAllowOriginValue: MISMATCH,
  AllowOriginMismatch: MISMATCH,
  InvalidAllowCredentials: entry(
    "CORSMissingAllowCredentials",
    "expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’",
    "CORSMissingAllowCredentials",
  ),
  CorsDisabledScheme: entry("CORSRequestNotHttp", "CORS request not http", "CORSRequestNotHttp"),
  PreflightInvalidStatus: entry("CORSPreflightDidNotSucceed3", "CORS preflight response did not succeed", "CORSPreflightDidNotSucceed"),
  PreflightDisallowedRedirect: entry(
    "CORSExternalRedirectNotAllowed",
    "CORS request external redirect not allowed",
    "CORSExternalRedirectNotAllowed",
  ),
  InvalidAllowMethodsPreflightResponse: entry(
    "CORSInvalidAllowMethod",
    "invalid token ‘{token}’ in CORS header ‘Access-Control-Allow-Methods’",
    "CORSInvalidAllowMethod",
  ),
  InvalidAllowHeadersPreflightResponse: entry(
    "CORSInvalidAllowHeader",
    "invalid token ‘{token}’ in CORS header ‘Access-Control-Allow-Headers’",
    "CORSInvalidAllowHeader",
  ),
  MethodDisallowedByPreflightResponse: entry(
    "CORSMethodNotFound",
    "Did not find method in CORS header ‘Access-Control-Allow-Methods’",
    "CORSMethodNotFound",
  ),
  HeaderDisallowedByPreflightResponse: entry(
    "CORSMissingAllowHeaderFromPreflight2",
    "header ‘{header}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response",
    "CORSMissingAllowHeaderFromPreflight",
  ),
};

/** Firefox adds the status to these, and prints `(null)` where a network failure left none. */
const WITH_STATUS = /^(?:CORSMissingAllowOrigin2|CORSPreflightDidNotSucceed3|CORSDidNotSucceed2)$/;

export interface FirefoxText {
  readonly key: string;
  readonly text: string;
  readonly page: string;
}

export function messageOf(reason: CorsError, params: MessageParams = {}): FirefoxText | null {
  const message = MESSAGES[withoutPreflight(reason)];
  if (message === undefined) return null;
  const { key, page } = message;
  const known = { header: params.failedParameter ?? "{header}", value: params.failedParameter ?? "{value}", ...params };
  const status = key === "CORSDidNotSucceed2" ? ". Status code: (null)" : WITH_STATUS.test(key) ? ". Status code: {status}" : "";
  return { key, page, text: `${fill(message.reason, known)}${fill(status, params)}` };
}

/** MDN's pages are the ones that Firefox's own console links. */
export function firefoxWord(reason: CorsError, params: MessageParams): OwnWord | null {
  const message = messageOf(reason, params);
  return message === null
    ? null
    : { ...message, page: `https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/${message.page}` };
}

/** Reasons that only Firefox gives, by its own key. */
export const FIREFOX_ONLY = ["CORSDisabled", "CORSOriginHeaderNotAdded", "CORSAllowHeaderFromPreflightDeprecation"] as const;
