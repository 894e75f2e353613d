import { type FromHar, fromHar } from "./fromHar";
import { isTranscript, parseTranscript } from "./parseTranscript";

/** Reads whichever of our two file formats this is; what is neither is told as no HAR, which is what most files were meant to be. */
export function readReport(text: string): FromHar {
  if (!isTranscript(text)) return fromHar(text);
  const read = parseTranscript(text);
  if (!read.ok) return { ok: false, problem: read.problem };
  const { exchanges, engine } = read;
  return {
    ok: true,
    exchanges,
    skipped: 0,
    unrelated: 0,
    engine: engine ?? "chromium",
    browser: engine === null ? null : BROWSERS[engine],
  };
}

/** Whose order of checks is certain; a transcript that names no engine is judged like a HAR without a browser. */
const BROWSERS = {
  chromium: { name: "Chromium", version: "" },
  firefox: { name: "Firefox", version: "" },
  webkit: { name: "WebKit", version: "" },
  standard: { name: "Fetch standard", version: "" },
} as const;
