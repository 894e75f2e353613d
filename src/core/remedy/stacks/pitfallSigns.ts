import type { Cause } from "../../diagnosis/causeTexts";
import type { CorsError } from "../../engines/corsError";
import type { Pitfall } from "../policy";

/** Signs by which an exchange shows that a pitfall is the one it fell into. */
type Seen = NonNullable<Pitfall["seen"]>;

export function causedBy(...causes: readonly Cause[]): Seen {
  return (_, { cause }) => cause !== null && causes.includes(cause);
}

export function refusedWith(...reasons: readonly CorsError[]): Seen {
  return (_, { reason }) => reason !== null && reasons.includes(reason);
}

/** The reply that was refused had one of these statuses. */
export function answered(matches: (status: number) => boolean): Seen {
  return ({ main }, { verdict }) => verdict === "blocked" && matches(main?.hops.at(-1)?.response?.status ?? 0);
}
