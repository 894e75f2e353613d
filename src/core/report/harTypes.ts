import type { Entry, Har, Log } from "har-format";
import type { Candidate, Certainty, Diagnosis, Failure } from "../diagnosis/diagnosis";
import type { CorsError } from "../engines/corsError";
import type { OwnWord, Verdict } from "../engines/engine";
import type { Ending, LiveFix, PageWitness } from "../exchange/exchange";
import type { RequestContext } from "../exchange/networkEvent";
import type { Party, Policy } from "../remedy/policy";
import type { Risk } from "../remedy/risks";
import type { RecordingInfo } from "./recording";

/** Raised when a reader of an older file would misread a newer one. */
export const FORMAT_VERSION = 1;

/** `log._corscope`. Times are ISO 8601. */
export interface ReportInfo extends Omit<RecordingInfo, "recordedFrom" | "recordedTo"> {
  readonly formatVersion: number;
  readonly recordedFrom: string;
  readonly recordedTo: string;
}

export interface ReportRemedy {
  readonly party: Party;
  readonly thirdParty: boolean;
  readonly summary: string;
  readonly policy: Policy | null;
  readonly advice: readonly string[];
}

/** `entry._cors`, field by field as docs/contract.md has it. What is undefined is not written. */
export interface CorsFields {
  readonly exchange: string;
  readonly hop: number;
  readonly role: "preflight" | "main";
  readonly verdict: Verdict;
  readonly reason: CorsError | null;
  readonly failedParameter?: string | undefined;
  readonly certainty: Certainty;
  readonly candidates: readonly Candidate[];
  readonly evidence: readonly string[];
  readonly unknowns: readonly string[];
  readonly failures: readonly Failure[];
  readonly sent: "yes" | "no" | "unknown" | null;
  readonly cause: string | null;
  readonly notCors: string | null;
  readonly preflight: PreflightFields | null;
  readonly engines: Diagnosis["engines"];
  /** Of what was recorded in a browser with names of its own for reasons: its name, and where MDN explains it. */
  readonly ownWord?: OwnWord | undefined;
  readonly risks: readonly Risk[];
  readonly remedy: ReportRemedy | null;
}

export interface PreflightFields {
  readonly needed: boolean;
  readonly because: readonly string[];
  readonly entry: number | "cached" | null;
  readonly cachedForMs: number | null;
}

/** `entry._corscope`: what was seen and HAR has no field for, so that a report read again gives the same exchanges. */
export interface SeenFields {
  readonly requestId: string;
  /** The URL as the browser spelled it, where that is no URI by HAR's rules (`[`, a lone `%`) and `request.url` says it another way. */
  readonly url?: string | undefined;
  readonly context: RequestContext;
  readonly startedAt: number;
  readonly startSeen: boolean;
  readonly sentAt: number | null;
  readonly answeredAt: number | null;
  /** On the last hop of a transaction only. */
  readonly end: Ending | null;
  readonly incomplete: boolean;
  /** Headers that the browser judged in place of the server's, which stand in the entry. */
  readonly changedBy?: LiveFix | undefined;
  /** When an earlier reply came whose copy this one probably is. */
  readonly cachedFrom?: { readonly at: number } | undefined;
  readonly witness?: PageWitness | undefined;
}

export interface ReportEntry extends Entry {
  readonly _resourceType: NonNullable<Entry["_resourceType"]>;
  readonly _error?: string;
  readonly _cors: CorsFields;
  readonly _corscope: SeenFields;
}

export interface Report extends Har {
  readonly log: Omit<Log, "entries"> & { entries: ReportEntry[]; readonly _corscope: ReportInfo };
}
