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
