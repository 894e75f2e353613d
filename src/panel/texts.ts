import type { Party } from "../core/remedy/policy";
import type { RecordingScope } from "../messaging/protocol";
import { type PlainName, say } from "../parts/say";

/** Names of texts that several views say. */
const SCOPES: Readonly<Record<RecordingScope, PlainName>> = { all: "scopeAll", "open-panels": "scopeOpenPanels", off: "scopeOff" };
export const SCOPE_NAMES = Object.keys(SCOPES) as readonly RecordingScope[];

export function scopeWords(scope: RecordingScope): string {
  return say(SCOPES[scope]);
}

export const PARTIES: Readonly<Record<Party, PlainName>> = {
  server: "fixPartyServer",
  client: "fixPartyClient",
  proxy: "fixPartyProxy",
  nobody: "fixPartyNobody",
};

/** Elements of a policy, as its provenance names them. */
export const ELEMENTS: Readonly<Record<string, PlainName>> = {
  allowedOrigins: "fixElementAllowedOrigins",
  allowedMethods: "fixElementAllowedMethods",
  allowedHeaders: "fixElementAllowedHeaders",
  exposedHeaders: "fixElementExposedHeaders",
  allowCredentials: "fixElementAllowCredentials",
  maxAge: "fixElementMaxAge",
  vary: "fixElementVary",
};

export const NOTICES = {
  copied: (count: number) => `Report on ${count} exchanges copied as Markdown.`,
  copyRefused: "The clipboard refused the report. Click into the panel and try again.",
  exporting: (count: number) => `Exporting… ${count} exchanges so far.`,
  exportFailed: "The report could not be written. Try again after clearing some exchanges.",
  reportFailed: "The report could not be written from these exchanges.",
} as const;
