import type { BrowserContext } from "playwright";
import { attachTo } from "./target";

/** Everything that the extension's worker holds after a garbage collection, as DevTools would save it: all strings of its heap among it. */
export async function workerHeap(context: BrowserContext, workerUrl: string): Promise<string> {
  const worker = await attachTo(context, ({ type, url }) => type === "service_worker" && url === workerUrl);
  try {
    const chunks: string[] = [];
    worker.listen("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(String(chunk)));
    for (const method of ["HeapProfiler.enable", "HeapProfiler.collectGarbage", "HeapProfiler.takeHeapSnapshot"]) await worker.send(method);
    return chunks.join("");
  } finally {
    await worker.close();
  }
}
