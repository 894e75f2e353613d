import type { CorsError } from "../engines/corsError";
import type { HeaderList } from "../exchange/networkEvent";
import type { Stage } from "./diagnosis";

/** One check, run. Always of this one shape, and small: a judgement makes dozens, and most are never looked at. */
export interface CheckResult {
  readonly check: string;
  /** Why it fails; null when it passes. */
  readonly reason: CorsError | null;
  /** As the protocol has it; null where it is empty. */
  readonly failedParameter: string | null;
  /** What it is if the other is true of fields that were shown as one. */
  readonly otherwise: Otherwise | null;
  /** What was checked, for people; made only where somebody looks. */
  tell(): Told;
}

/** Another reason for the same failure, and when it is which. */
export interface Otherwise {
  readonly reason: CorsError;
  readonly when: string;
  readonly elseWhen: string;
}

/** Values that a server sent stand here as they are. */
export interface Told {
  readonly label: string;
  readonly expected: string;
  readonly got: string;
  /** The header that decides, when one does. */
  readonly header: string | null;
  /** The step of the standard's algorithm, and a link to it. */
  readonly step: string;
  readonly spec: string;
}

/** A reply and what it is judged against. */
export interface Judged {
  readonly stage: Stage;
  readonly url: string;
  readonly status: number;
  readonly headers: HeaderList;
  /** Byte-serialised request origin. */
  readonly origin: string;
  readonly credentialed: boolean;
  /** The method and the unsafe header names that the preflight asked for. */
  readonly method: string;
  readonly unsafeHeaderNames: readonly string[];
  /** Whether response tainting is "cors" for this hop: else its redirect is not CORS-checked. */
  readonly tainted: boolean;
  /** The origin that made the request, before any tainting. */
  readonly requestOrigin: string;
  /** False where several fields of a name are shown as one. */
  readonly fieldsAreApart: boolean;
}
