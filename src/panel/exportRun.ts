import { breathe } from "../parts/saveFile";
import { say } from "../parts/say";
import { inSlices, type SliceHost, type Steps } from "./exportSlices";
import type { Notice } from "./shown";
import type { PanelStore } from "./store";

/** What is quick needs no word. */
const SLOW_MS = 500;

/** A report under way: its steps run in slices, and the panel says how far it is. */
export interface Run {
  readonly signal: AbortSignal;
  /** `total` is null while nobody knows. */
  tell(done: number, total: number | null): void;
  slices<T>(steps: Steps<T>, take: (part: T) => void, total: number): Promise<void>;
}

/** One at a time; what it answers with is said when it is over. */
export async function runExport(store: PanelStore, failed: string, work: (run: Run) => Promise<Notice | null>): Promise<void> {
  if (store.exporting.peek() !== null) return;
  const abort = new AbortController();
  store.exporting.value = abort;
  const before = store.notice.peek();
  let text = say("exportBegins");
  let slow = false;
  const show = () => {
    if (!slow || abort.signal.aborted) return;
    store.notice.value = { tone: "busy", text, cure: { words: say("exportCancel"), act: () => abort.abort() } };
  };
  const timer = setTimeout(() => {
    slow = true;
    show();
  }, SLOW_MS);
  const tell = (done: number, total: number | null) => {
    text =
      total === null
        ? say("exportGathers", { count: done.toLocaleString() })
        : say("exportWrites", { done: done.toLocaleString(), total: total.toLocaleString() });
    show();
  };
  const host: SliceHost = { pause: breathe, now: () => performance.now(), signal: abort.signal };
  // A file has a head and an end that are counted nowhere.
  const slices: Run["slices"] = (steps, take, total) => inSlices(steps, host, take, (done) => tell(Math.min(done, total), total));
  let after: Notice | null;
  try {
    after = await work({ signal: abort.signal, tell, slices });
  } catch {
    after = abort.signal.aborted ? { tone: "calm", text: say("exportCancelled") } : { tone: "bad", text: failed };
  } finally {
    clearTimeout(timer);
    store.exporting.value = null;
  }
  // What was said before about something else stays, unless there is something new to say.
  if (after !== null || slow || before?.tone !== "good") store.notice.value = after;
}
