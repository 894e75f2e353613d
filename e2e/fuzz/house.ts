import { newLedger } from "../../src/background/ledger";
import { Recording } from "../../src/background/recording";
import { fromChromium } from "../../src/capture/chromium";
import { createRedactor } from "../../src/capture/redact";
import { diagnose } from "../../src/core/diagnosis/diagnose";
import type { Exchange } from "../../src/core/exchange/exchange";
import { judge } from "../../src/core/report/judged";
import type { RecordingInfo } from "../../src/core/report/recording";
import { createReportRedactor, STANDARD_CHOICE } from "../../src/core/report/redact";
import { toHar } from "../../src/core/report/toHar";
import { toHtml } from "../../src/core/report/toHtml";
import { toMarkdown } from "../../src/core/report/toMarkdown";
import { printTranscript } from "../../src/core/report/transcript";
import { asDetails, type Detail } from "./asDetails";
import type { FuzzCase } from "./cases";

export const INFO: RecordingInfo = {
  extensionVersion: "0.0.0",
  browser: { name: "Chromium", version: "150.0" },
  engine: "chromium",
  recordedFrom: 1_750_000_000_000,
  recordedTo: 1_760_000_000_000,
  dropped: 0,
  counted: { sameOrigin: 0, noCors: 0, navigations: 0, muted: 0 },
};

const ENGINES = ["chromium", "firefox", "webkit", "standard"] as const;
const redactor = createRedactor([1, 2], ["x-own"]);

/** Everything that leaves the house of one recording. */
export interface Left {
  readonly exchanges: readonly Exchange[];
  readonly har: string;
  readonly markdown: string;
  readonly html: string;
  readonly transcript: string;
}

function record(details: readonly Detail[]): Exchange[] {
  const recording = new Recording(newLedger(), []);
  for (const { kind, details: seen } of details) recording.add(fromChromium(kind, seen, redactor));
  recording.settle();
  return recording.kept(() => true).map(({ exchange }) => exchange);
}

/** The way that everything takes: recorded, judged by every engine, redacted, and written in every form. */
export function throughTheHouse(details: readonly Detail[]): Left {
  const exchanges = record(details);
  for (const exchange of exchanges) {
    for (const engine of ENGINES) {
      const { ladder, failures, cause, sentence, engines, preflight } = diagnose(exchange, engine, engine === "standard");
      touch([ladder, failures, cause, sentence, engines, preflight]);
    }
    touch(judge(exchange, INFO));
  }
  const scrub = createReportRedactor(STANDARD_CHOICE).scrub;
  const safe = exchanges.map(scrub);
  return {
    exchanges,
    har: JSON.stringify(toHar(safe, INFO)),
    markdown: toMarkdown(safe, INFO),
    html: toHtml(safe, INFO),
    transcript: printTranscript(safe),
  };
}

/** Derived parts are made when they are asked for. */
function touch(value: unknown): void {
  JSON.stringify(value);
}

export function detailsOf(seed: number, cases: readonly FuzzCase[], mean: boolean): Detail[] {
  return cases.flatMap((one) => asDetails(seed, one, mean));
}
