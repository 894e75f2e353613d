import { readReport } from "../core/report/readReport";
import { breathe } from "../parts/saveFile";
import { say, sayCount } from "../parts/say";
import type { PanelStore } from "./store";

export async function importFile(store: PanelStore, file: File): Promise<void> {
  const text = await file.text().catch(() => "");
  const read = readReport(text);
  if (read.ok) {
    store.notice.value = read.skipped > 0 ? { tone: "bad", text: sayCount("importSkipped", read.skipped) } : null;
    await store.showImport(file.name, read.exchanges, read.engine, breathe);
  } else store.notice.value = { tone: "bad", text: say("importUnreadable", { problem: read.problem }) };
}
