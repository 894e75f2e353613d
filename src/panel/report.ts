import { type Exchange, leadOf } from "../core/exchange/exchange";
import type { RecordingInfo } from "../core/report/recording";
import { toHar } from "../core/report/toHar";
import { toMarkdown } from "../core/report/toMarkdown";
import type { Status } from "../messaging/protocol";
import { browserInfo } from "../parts/browserInfo";
import { breathe, copyText, harText, reportName, saveFile } from "../parts/saveFile";
import type { PanelStore } from "./store";
import { NOTICES } from "./texts";

const SLOW_MS = 500;

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

export async function exportHar(store: PanelStore): Promise<void> {
  let count = 0;
  const slow = setTimeout(() => {
    store.notice.value = { tone: "busy", text: NOTICES.exporting(count) };
  }, SLOW_MS);
  const progress = (now: number) => {
    count = now;
    if (store.notice.peek()?.tone === "busy") store.notice.value = { tone: "busy", text: NOTICES.exporting(now) };
  };
  try {
    const exchanges = await store.exports.begin(progress);
    await breathe();
    const har = toHar(exchanges, infoOf(exchanges, store.status.peek()));
    await breathe();
    saveFile(await harText(har), "application/json", reportName(pageHost(exchanges), new Date()));
    if (store.notice.peek()?.tone !== "good") store.notice.value = null;
  } catch {
    store.notice.value = { tone: "bad", text: NOTICES.exportFailed };
  } finally {
    clearTimeout(slow);
  }
}

export async function copyReport(store: PanelStore): Promise<void> {
  try {
    const { exchanges, engine } = store.shown();
    const copied = await copyText(toMarkdown(exchanges, { ...infoOf(exchanges, store.status.peek()), engine }));
    store.notice.value = copied ? { tone: "good", text: NOTICES.copied(exchanges.length) } : { tone: "bad", text: NOTICES.copyRefused };
  } catch {
    store.notice.value = { tone: "bad", text: NOTICES.reportFailed };
  }
}
