import { type Exchange, leadOf } from "../core/exchange/exchange";
import type { Stack } from "../core/remedy/policy";
import { refusedPart } from "../core/remedy/refused";
import type { Judged } from "../core/report/corsFields";
import type { RecordingInfo } from "../core/report/recording";
import { createReportRedactor, type Finding, type RedactChoice, type Redactor, STANDARD_CHOICE } from "../core/report/redact";
import { harParts } from "../core/report/toHar";
import { htmlParts } from "../core/report/toHtml";
import { markdownParts } from "../core/report/toMarkdown";
import type { Status } from "../messaging/protocol";
import { browserInfo } from "../parts/browserInfo";
import { copyText, reportName, saveFile } from "../parts/saveFile";
import { say, sayCount } from "../parts/say";
import { type Run, runExport } from "./exportRun";
import { TextParts } from "./exportSlices";
import { removedWords } from "./exportWords";
import type { Notice } from "./shown";
import { stackFor } from "./stackFor";
import type { PanelStore } from "./store";

function infoOf(exchanges: readonly Exchange[], status: Status | null): RecordingInfo {
  const starts = exchanges.map((exchange) => leadOf(exchange).hops[0]?.startedAt ?? Date.now());
  const first = starts.reduce((a, b) => Math.min(a, b), Date.now());
  return {
    ...browserInfo(navigator.userAgent),
    recordedFrom: status?.recordedFrom ?? first,
    recordedTo: Date.now(),
    dropped: status?.dropped ?? 0,
    counted: status?.counted ?? { sameOrigin: 0, noCors: 0, navigations: 0, muted: 0 },
  };
}

/** The page most requests came from names the file. */
function pageHost(exchanges: readonly Exchange[]): string {
  const counts = new Map<string, number>();
  for (const exchange of exchanges) {
    const host = URL.parse(leadOf(exchange).context.initiator ?? "")?.host ?? "";
    if (host !== "") counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}

function* redacting(exchanges: readonly Exchange[], redactor: Redactor): Generator<Exchange, void, void> {
  for (const exchange of exchanges) yield redactor.scrub(exchange);
}

async function redacted(run: Run, exchanges: readonly Exchange[], redactor: Redactor): Promise<Exchange[]> {
  const safe: Exchange[] = [];
  await run.slices(redacting(exchanges, redactor), (exchange) => safe.push(exchange), exchanges.length);
  return safe;
}

/** What was taken out, perhaps with the way to look at it; nothing was, nothing is said. */
function removedNotice(findings: readonly Finding[], cure?: Notice["cure"]): Notice | null {
  const removed = findings.filter(({ spared }) => !spared);
  if (removed.length === 0) return null;
  return { tone: "calm", text: say("exportRemoved", { what: removedWords(removed) }), ...(cure === undefined ? {} : { cure }) };
}

export async function exportHar(store: PanelStore, choice: RedactChoice = STANDARD_CHOICE): Promise<void> {
  await runExport(store, say("exportFailed"), async (run) => {
    const exchanges = await store.exports.begin((count) => run.tell(count, null), run.signal);
    const redactor = createReportRedactor(choice);
    const safe = await redacted(run, exchanges, redactor);
    const text = new TextParts();
    const entries = safe.reduce((sum, { main, preflights }) => sum + (main?.hops.length ?? 0) + preflights.length, 0);
    await run.slices(harParts(safe, infoOf(safe, store.status.peek())), text.add, entries);
    saveFile(text.finish(), "application/json", reportName(pageHost(safe), new Date()));
    const findings = redactor.findings();
    return removedNotice(findings, {
      words: say("exportReview"),
      act: () => {
        store.review.value = { findings, choice };
      },
    });
  });
}

/** Looks first, saves nothing. */
export async function reviewExport(store: PanelStore): Promise<void> {
  await runExport(store, say("exportFailed"), async (run) => {
    const exchanges = await store.exports.begin((count) => run.tell(count, null), run.signal);
    const redactor = createReportRedactor(STANDARD_CHOICE);
    await redacted(run, exchanges, redactor);
    store.review.value = { findings: redactor.findings(), choice: STANDARD_CHOICE };
    return null;
  });
}

/** The recipe that the Fix tab shows for it. */
function chosenStack({ exchange, diagnosis }: Judged): Stack {
  return stackFor({ host: URL.parse(refusedPart(exchange, diagnosis)?.url ?? "")?.host ?? "", exchange, diagnosis });
}

/** Of what is shown, as Copy report is. */
export async function saveHtml(store: PanelStore): Promise<void> {
  await runExport(store, say("exportReportFailed"), async (run) => {
    const { exchanges, engine } = store.shown();
    const redactor = createReportRedactor(STANDARD_CHOICE);
    const safe = await redacted(run, exchanges, redactor);
    const text = new TextParts();
    await run.slices(htmlParts(safe, { ...infoOf(safe, store.status.peek()), engine }, chosenStack), text.add, safe.length);
    saveFile(text.finish(), "text/html", reportName(pageHost(safe), new Date(), "html"));
    return removedNotice(redactor.findings());
  });
}

/** A long report outlasts the click that a clipboard asks for: then it takes another. */
async function copied(store: PanelStore, text: string, count: number): Promise<Notice> {
  if (await copyText(text)) return { tone: "good", text: sayCount("exportCopied", count) };
  const act = async () => {
    store.notice.value = await copied(store, text, count);
  };
  return { tone: "bad", text: say("exportCopyRefused"), cure: { words: say("exportCopyNow"), act: () => void act() } };
}

export async function copyReport(store: PanelStore): Promise<void> {
  await runExport(store, say("exportReportFailed"), async (run) => {
    const { exchanges, engine } = store.shown();
    const safe = await redacted(run, exchanges, createReportRedactor(STANDARD_CHOICE));
    const text: string[] = [];
    const parts = markdownParts(safe, { ...infoOf(safe, store.status.peek()), engine }, chosenStack);
    await run.slices(parts, (part) => text.push(part), safe.length);
    return copied(store, text.join(""), exchanges.length);
  });
}
