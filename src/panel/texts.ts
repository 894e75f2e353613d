import type { RecordingScope } from "../messaging/protocol";

/** Every human sentence of the panel that is not shared with the popup (those are in parts/words.ts). */
export const SCOPE_WORDS: Readonly<Record<RecordingScope, string>> = {
  all: "All tabs",
  "open-panels": "Only tabs with an open CORS panel",
  off: "Off",
};

export const NOTICES = {
  copied: (count: number) => `Report on ${count} exchanges copied as Markdown.`,
  copyRefused: "The clipboard refused the report. Click into the panel and try again.",
  exporting: (count: number) => `Exporting… ${count} exchanges so far.`,
  exportFailed: "The report could not be written. Try again after clearing some exchanges.",
  reportFailed: "The report could not be written from these exchanges.",
} as const;

export const PARTY_WORDS = {
  server: "The server has to change",
  client: "The page's own code has to change",
  proxy: "A proxy between page and server has to change",
  nobody: "No change of headers helps",
} as const;

/** Elements of a policy, as its provenance names them. */
export const ELEMENT_WORDS: Readonly<Record<string, string>> = {
  allowedOrigins: "Origin",
  allowedMethods: "Method",
  allowedHeaders: "Request header",
  exposedHeaders: "Reply header",
  allowCredentials: "Credentials",
  maxAge: "Cache time",
  vary: "Vary",
};
