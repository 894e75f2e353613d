import type { CorsError } from "./corsError";

/** What the engines' sentences are filled with; what is not known stays as a placeholder, so that a text can still be searched for. */
export interface MessageParams {
  readonly failedParameter?: string;
  /** The page's origin, as the engine prints it. */
  readonly origin?: string;
  readonly url?: string;
  readonly location?: string;
  readonly status?: number;
  readonly method?: string;
  readonly header?: string;
  /** Raw value of the header that the reason is about. */
  readonly value?: string;
  readonly token?: string;
  readonly scheme?: string;
  readonly addressSpace?: string;
  readonly targetAddressSpace?: string;
}

/** Fills `{name}`; values go in as they are, not searched for placeholders again. */
export function fill(template: string, params: MessageParams): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name as keyof MessageParams] : undefined;
    return value === undefined ? placeholder : String(value);
  });
}

/** The reason that a preflight's reason is the same as, said of a preflight; itself for the others. */
export function withoutPreflight(reason: CorsError): CorsError {
  return reason in PREFLIGHT_TWINS ? (PREFLIGHT_TWINS[reason] as CorsError) : reason;
}

const PREFLIGHT_TWINS: Readonly<Partial<Record<CorsError, CorsError>>> = {
  PreflightWildcardOriginNotAllowed: "WildcardOriginNotAllowed",
  PreflightMissingAllowOriginHeader: "MissingAllowOriginHeader",
  PreflightMultipleAllowOriginValues: "MultipleAllowOriginValues",
  PreflightInvalidAllowOriginValue: "InvalidAllowOriginValue",
  PreflightAllowOriginMismatch: "AllowOriginMismatch",
  PreflightInvalidAllowCredentials: "InvalidAllowCredentials",
};
