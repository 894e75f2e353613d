import { leadOf } from "../core/exchange/exchange";
import { toHar } from "../core/report/toHar";
import { browserInfo } from "../parts/browserInfo";
import { harText, reportName, saveFile } from "../parts/saveFile";
import type { PopupStore } from "./store";

export async function exportHar(store: PopupStore): Promise<void> {
  store.exporting.value = "busy";
  try {
    const exchanges = await store.gather();
    const status = store.status.peek();
    const now = Date.now();
    const har = toHar(exchanges, {
      ...browserInfo(navigator.userAgent),
      recordedFrom: status?.recordedFrom ?? now,
      recordedTo: now,
      dropped: status?.dropped ?? 0,
      counted: status?.counted ?? { sameOrigin: 0, noCors: 0, navigations: 0, muted: 0 },
    });
    const first = exchanges[0];
    const host = first === undefined ? "" : (URL.parse(leadOf(first).context.initiator ?? "")?.host ?? "");
    saveFile(await harText(har), "application/json", reportName(host, new Date(now)));
    store.exporting.value = "idle";
  } catch {
    store.exporting.value = "failed";
  }
}
