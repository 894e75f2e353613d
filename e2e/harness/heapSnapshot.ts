import type { BrowserContext } from "playwright";
import { asParams } from "./params";

/** Everything that the extension's worker holds after a garbage collection, as DevTools would save it: all strings of its heap among it. */
export async function workerHeap(context: BrowserContext, workerUrl: string): Promise<string> {
  const browser = context.browser();
  if (browser === null) throw new Error("the browser is gone");
  const session = await browser.newBrowserCDPSession();
  try {
    const { targetInfos } = await session.send("Target.getTargets");
    const worker = targetInfos.find(({ type, url }) => type === "service_worker" && url === workerUrl);
    if (worker === undefined) throw new Error(`no worker ${workerUrl}`);
    const { sessionId } = await session.send("Target.attachToTarget", { targetId: worker.targetId, flatten: false });
    const chunks: string[] = [];
    const answers = new Map<number, () => void>();
    session.on("Target.receivedMessageFromTarget", ({ sessionId: from, message }) => {
      if (from !== sessionId) return;
      const { id, method, params } = asParams(JSON.parse(message));
      if (method === "HeapProfiler.addHeapSnapshotChunk") chunks.push(String(asParams(params).chunk));
      if (typeof id === "number") answers.get(id)?.();
    });
    const commands = ["HeapProfiler.enable", "HeapProfiler.collectGarbage", "HeapProfiler.takeHeapSnapshot"];
    for (const [id, method] of commands.entries()) {
      const answered = new Promise<void>((resolve) => answers.set(id, resolve));
      await session.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method }) });
      await answered;
    }
    return chunks.join("");
  } finally {
    await session.detach();
  }
}
