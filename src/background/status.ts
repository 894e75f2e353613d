import type { Status, Subject } from "../messaging/protocol";
import type { Ledger } from "./ledger";

/** What a client is told about the recorder; of other tabs it hears nothing. */
export function statusFor(subject: Subject, recorder: Pick<Status, "settings" | "permission" | "troubles">, ledger: Ledger | null): Status {
  const privateTabs = new Set(ledger?.navigations.filter(({ incognito }) => incognito === true).map(({ tabId }) => tabId));
  const isOwn = ({ tabId }: { readonly tabId: number }) => (subject === "all" ? !privateTabs.has(tabId) : tabId === subject);
  const latest = new Map(ledger?.trials.map((trial) => [trial.tabId, trial]));
  return {
    ...recorder,
    dropped: ledger?.dropped ?? 0,
    counted: ledger?.counted ?? { sameOrigin: 0, noCors: 0, navigations: 0, muted: 0 },
    recordedFrom: ledger?.recordedFrom ?? null,
    navigations: ledger?.navigations.filter(isOwn) ?? [],
    trials: [...latest.values()].filter(isOwn),
  };
}
