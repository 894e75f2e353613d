import type { Policy } from "../policy";
import {
  type HeaderName,
  LONGEST_LIST,
  type Method,
  type Origin,
  parseHeaderName,
  parseMaxAge,
  parseMethod,
  parseOrigin,
} from "../validate";

/** A policy of which every value has parsed again: policies also come from files and from a form. */
export interface Admitted {
  /** Null stands for `*`. */
  readonly origins: readonly Origin[] | null;
  readonly methods: readonly Method[];
  readonly headers: readonly HeaderName[];
  readonly exposed: readonly HeaderName[];
  /** What is rendered: with an exact origin `true` passes whether the call includes credentials or not. */
  readonly credentials: boolean;
  /** True where it is not known whether credentials are needed, so that the text can say how to do without. */
  readonly credentialsUnsure: boolean;
  readonly maxAge: number | null;
}

export type Admission = { readonly ok: true; readonly policy: Admitted } | { readonly ok: false; readonly refusal: string };

export function admit(policy: Policy): Admission {
  const any = policy.allowedOrigins.length === 1 && policy.allowedOrigins[0] === "*";
  if (any && policy.allowCredentials === true) return refuse("`*` cannot be combined with credentials: name the origins.");
  const origins = any ? null : all(policy.allowedOrigins, parseOrigin);
  if (origins === "bad" || origins?.length === 0)
    return refuse("An origin of this policy is not a plain http(s) origin: write the rule by hand.");
  const methods = all(policy.allowedMethods, parseMethod);
  if (methods === "bad") return refuse("A method of this policy is not a plain upper-case word: write the rule by hand.");
  const [headers, exposed] = [all(policy.allowedHeaders, parseHeaderName), all(policy.exposedHeaders, parseHeaderName)];
  if (headers === "bad" || exposed === "bad") return refuse("A header name of this policy has unusual characters: write the rule by hand.");
  const maxAge = policy.maxAge === undefined ? null : parseMaxAge(policy.maxAge);
  if (policy.maxAge !== undefined && maxAge === null) return refuse("The policy's max-age is not a whole number of seconds up to a day.");
  const credentials = !any && policy.allowCredentials !== false;
  const credentialsUnsure = credentials && policy.allowCredentials === "unknown";
  return { ok: true, policy: { origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge } };
}

function all<T>(texts: readonly string[], parse: (text: string) => T | null): readonly T[] | "bad" {
  const unique = [...new Set(texts)];
  if (unique.length > LONGEST_LIST) return "bad";
  const values = unique.map(parse);
  return values.every((value): value is T & {} => value !== null) ? values : "bad";
}

function refuse(refusal: string): Admission {
  return { ok: false, refusal };
}
