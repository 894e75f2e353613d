/**
 * What an algorithm of the standard returns when it can fail: success, or the algorithm and the step that failed with the values it looked
 * at. The standard itself says only "failure"; the step is what a debugger needs.
 */
export type Outcome<Algorithm extends string> =
  | { readonly ok: true }
  | { readonly ok: false; readonly algorithm: Algorithm; readonly step: number; readonly values: Readonly<Record<string, string | null>> };

export const SUCCESS = { ok: true } as const;

export function failure<Algorithm extends string>(
  algorithm: Algorithm,
  step: number,
  values: Readonly<Record<string, string | null>>,
): Outcome<Algorithm> {
  return { ok: false, algorithm, step, values };
}

export type CredentialsMode = "omit" | "same-origin" | "include";
