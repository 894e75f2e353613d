import { fromHar } from "../core/report/fromHar";
import { say } from "../parts/say";
import type { PanelStore } from "./store";

/** Shows the bundled recording as a file that was opened. It comes with the extension and is read only when somebody asks for it. */
export async function loadSample(store: PanelStore): Promise<void> {
  const { default: sample } = await import("./sample.json");
  const read = fromHar(JSON.stringify(sample));
  if (!read.ok) return;
  store.beginImport(say("sampleName"), read.engine);
  store.addImported(read.exchanges);
}
