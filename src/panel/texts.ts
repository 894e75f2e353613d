import type { RecordingScope, Status } from "../messaging/protocol";

/** Every human sentence of the panel that is not shared with the popup (those are in parts/words.ts). */
export const SCOPE_WORDS: Readonly<Record<RecordingScope, string>> = {
  all: "All tabs",
  "open-panels": "Only tabs with an open CORS panel",
  off: "Off",
};

export const TROUBLE_WORDS: Readonly<Record<Status["troubles"][number], string>> = {
  "storage-full": "Browser storage is full: recording goes on in memory only. Export what you need, then clear.",
  "worker-restarted":
    "The browser restarted the recorder: requests open at that moment may be incomplete. Reload the page to see them again.",
  "malformed-event": "The browser reported an event that could not be read: one request may be missing. Reload the page to see it again.",
};

export const CONNECTION_WORDS = {
  connecting: "Connecting to the recorder…",
  lost: "Reconnecting to the recorder… What happens meanwhile will be caught up.",
} as const;

export const EMPTY = {
  title: "No cross-origin requests yet",
  appears:
    "Requests from this page to other origins will appear here, each with the browser's verdict, the check that decided it and the smallest fix.",
  all: "Requests of all tabs to other origins will appear here, each with the browser's verdict, the check that decided it and the smallest fix.",
  reload: "Reload the page to record what happened before this panel was opened.",
  scope: "Which tabs are recorded is your choice:",
  counted: (sameOrigin: number, noCors: number) =>
    `Seen so far: ${sameOrigin} same-origin and ${noCors} no-cors requests. They need no CORS check and are only counted.`,
} as const;

export const NOTICES = {
  permission: "Corscope may not read requests: it has no permission for these sites.",
  paused: "Recording is off: new requests are not seen.",
  dropped: (count: number) => `${count} older exchanges were let go to stay within the memory budget. Export earlier, or clear.`,
  importedBadly: (problem: string) => `This file could not be read: ${problem}`,
  skipped: (count: number) => `${count} entries of this file could not be read and are left out.`,
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

export const WITNESS = {
  name: "Reload with witness",
  title:
    "Reload the page with a small script in front of its own that notes how each fetch and XMLHttpRequest is made: mode, credentials mode, place in the code. Top frame only, until the next navigation.",
  offer: "Browsers do not tell extensions whether credentials were included; the page itself can say so. ",
  settle: "Reload and let the page say",
  reloading: "Reloading the page with a witness…",
  armed:
    "The page was reloaded with a witness: it notes how fetch and XMLHttpRequest are called in the top frame, until the next navigation. What it notes is the page's word.",
  full: "The page's witness has noted 500 calls and notes no more. Clear, and reload with a witness again to go on.",
  gone: "The witness went with the page it stood in. What it said stays with the requests of that page.",
  refused: "The page came back without its witness: here the browser lets no extension speak to the page.",
} as const;
