import type { EngineName } from "../engines/engine";

/** What a report says about the recording as a whole (`log._corscope`). Times are milliseconds since the epoch. */
export interface RecordingInfo {
  readonly extensionVersion: string;
  readonly browser: { readonly name: string; readonly version: string };
  readonly engine: EngineName;
  readonly recordedFrom: number;
  readonly recordedTo: number;
  readonly dropped: number;
  readonly counted: { readonly sameOrigin: number; readonly noCors: number; readonly navigations: number; readonly muted?: number };
}
