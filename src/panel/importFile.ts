import { breathe } from "../parts/saveFile";
import { say, sayCount } from "../parts/say";
import type { FromReader, ReadFile, ToReader } from "./importReader";
import type { Notice } from "./shown";
import type { PanelStore } from "./store";

/** The part of a `Worker` that is used. */
export interface ReaderThread {
  onmessage: ((event: MessageEvent<FromReader>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: ToReader): void;
  terminate(): void;
}

function startThread(): ReaderThread {
  return new Worker(new URL("./importWorker.ts", import.meta.url), { type: "module" });
}

/** Milliseconds between two pictures of a list that grows. */
const CALM_MS = 120;

/** A second file that is opened ends the reading of the first. */
const running = new WeakMap<PanelStore, () => void>();

/** Shows what a file holds as it comes; until then the panel stays as it was. Resolves when the file is shown, refused or cancelled. */
export function importFile(store: PanelStore, file: File, start: () => ReaderThread = startThread): Promise<void> {
  running.get(store)?.();
  const thread = start();
  return new Promise((resolve) => {
    const end = (notice: Notice | null) => {
      thread.terminate();
      running.delete(store);
      store.notice.value = notice;
      resolve();
    };
    const cancel = () => end(null);
    running.set(store, cancel);
    const busy = (share: number) => {
      const text = say("importReading", { name: file.name.slice(0, 80), percent: Math.floor(share * 100) });
      store.notice.value = { tone: "busy", text, cure: { words: say("importCancel"), act: cancel } };
    };
    const hear = shower(store, file.name, thread, { busy, end });
    thread.onmessage = ({ data }) => void hear(data);
    thread.onerror = () => end({ tone: "bad", text: say("importUnreadable", { problem: say("importNoThread") }) });
    busy(0);
    thread.postMessage({ kind: "file", file });
  });
}

interface Ways {
  busy(share: number): void;
  end(notice: Notice | null): void;
}

function shower(store: PanelStore, name: string, thread: ReaderThread, { busy, end }: Ways): (message: FromReader) => Promise<void> {
  let notice: Notice | null = null;
  let isOurs = () => true;
  let drawnAt = Number.NEGATIVE_INFINITY;
  return async (message) => {
    if (message.kind === "progress") return busy(message.share);
    if (message.kind === "failed") return end({ tone: "bad", text: say("importUnreadable", { problem: message.problem }) });
    if (message.kind === "read") {
      notice = noticeOf(message.read);
      isOurs = store.beginImport(name, message.read.engine);
    } else {
      const draw = message.last || performance.now() - drawnAt > CALM_MS;
      store.addImported(message.exchanges, draw);
      if (message.last) return end(notice);
      if (draw) {
        drawnAt = performance.now();
        await breathe();
      }
    }
    // The imported list was closed, or shows another file, meanwhile.
    if (isOurs()) thread.postMessage({ kind: "more" });
    else end(null);
  };
}

function noticeOf({ skipped, broken }: ReadFile): Notice | null {
  const sentences = [
    ...(broken === null ? [] : [say("importBroken", { place: broken })]),
    ...(skipped === 0 ? [] : [sayCount("importSkipped", skipped)]),
  ];
  return sentences.length === 0 ? null : { tone: "bad", text: sentences.join(" ") };
}
