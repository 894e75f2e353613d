import { type FromHar, fromHar, HarReader } from "./fromHar";
import { isTranscript, parseTranscript } from "./parseTranscript";

/** Reads whichever of our two file formats this is; what is neither is told as no HAR, which is what most files were meant to be. */
export function readReport(text: string): FromHar {
  const reader = new ReportReader();
  reader.push(text);
  return reader.end();
}

/** Enough of a file to tell what it means to be. */
const TELLING = 2000;

/** `readReport` for a file that comes in pieces. */
export class ReportReader {
  #text = "";
  #har: HarReader | null = null;

  push(piece: string): void {
    if (this.#har !== null) return this.#har.push(piece);
    this.#text += piece;
    if (this.#text.length < TELLING || isTranscript(this.#text)) return;
    this.#har = new HarReader();
    this.#har.push(this.#text);
    this.#text = "";
  }

  end(): FromHar {
    if (this.#har !== null) return this.#har.end();
    return isTranscript(this.#text) ? fromTranscript(this.#text) : fromHar(this.#text);
  }
}

function fromTranscript(text: string): FromHar {
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
    broken: null,
    recorded: null,
  };
}

/** Whose order of checks is certain; a transcript that names no engine is judged like a HAR without a browser. */
const BROWSERS = {
  chromium: { name: "Chromium", version: "" },
  firefox: { name: "Firefox", version: "" },
  webkit: { name: "WebKit", version: "" },
  standard: { name: "Fetch standard", version: "" },
} as const;
