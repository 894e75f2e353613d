import type { CorsError } from "../../src/core/engines/corsError";
import { messageOf } from "../../src/core/engines/firefoxMessages";
import type { ReportEntry } from "../../src/core/report/harTypes";
import type { Heard } from "./ear";

/** How a browser names its reasons. */
export interface Speech {
  readonly engine: "chromium" | "firefox";
  /** The browser's name for one of ours; several of ours may have one name. */
  nameOf(reason: string): string;
  /** True of a name that is also printed where CORS has nothing to do with it. */
  isUnspecific(name: string): boolean;
  /** Whether what we name is what the browser names; an empty name of theirs says nothing where it is said of no reason. */
  isSameParameter(ours: string, theirs: string): boolean;
  /** Whether the browser itself tells which preflight was whose. */
  readonly tellsPairs: boolean;
  /** Several fields of a name are shown to extensions as one. */
  readonly mergesFields: boolean;
  /** What is hidden from extensions here and decides, in words; null where all is shown that is needed. */
  hidden(heard: Heard, entries: readonly ReportEntry[]): string | null;
}

const BEYOND_ASCII = /[^\0-\x7f]/;

export const CHROMIUM_SPEECH: Speech = {
  engine: "chromium",
  nameOf: (reason) => reason,
  isUnspecific: () => false,
  // The protocol has no way to tell a value that is not UTF-8, and says nothing.
  isSameParameter: (ours, theirs) => ours === theirs || (theirs === "" && BEYOND_ASCII.test(ours)),
  tellsPairs: true,
  mergesFields: false,
  hidden: () => null,
};

export const FIREFOX_SPEECH: Speech = {
  engine: "firefox",
  nameOf: (reason) => messageOf(reason as CorsError)?.key ?? `(no key for ${reason})`,
  isUnspecific: (name) => name === "CORSDidNotSucceed2",
  isSameParameter: (ours, theirs) => theirs === "" || ours === theirs || BEYOND_ASCII.test(ours + theirs),
  tellsPairs: false,
  mergesFields: true,
  hidden({ word }, entries) {
    if (word?.corsError !== "CORSMultipleAllowOriginNotAllowed") return null;
    const shown = entries.every(({ response }) =>
      response.headers.every(({ name, value }) => !/^access-control-allow-origin$/i.test(name) || !/, /.test(value)),
    );
    return shown ? "an empty second Access-Control-Allow-Origin, of which Firefox shows extensions nothing" : null;
  },
};
