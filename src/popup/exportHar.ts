import { leadOf } from "../core/exchange/exchange";
import { createReportRedactor, STANDARD_CHOICE } from "../core/report/redact";
import { harParts } from "../core/report/toHar";
import { browserInfo } from "../parts/browserInfo";
import { breathe, reportName, saveFile } from "../parts/saveFile";
import type { PopupStore } from "./store";

/** Entries of one tab are few; a breath now and then keeps the popup alive all the same. */
const SLICE = 50;

export async function exportHar(store: PopupStore): Promise<void> {
  store.exporting.value = "busy";
  try {
    const exchanges = (await store.gather()).map(createReportRedactor(STANDARD_CHOICE).scrub);
    const status = store.status.peek();
    const now = Date.now();
    const parts: string[] = [];
    const pieces = harParts(exchanges, {
      ...browserInfo(navigator.userAgent),
      recordedFrom: status?.recordedFrom ?? now,
      recordedTo: now,
      dropped: status?.dropped ?? 0,
      counted: status?.counted ?? { sameOrigin: 0, noCors: 0, navigations: 0, muted: 0 },
    });
    for (const part of pieces) {
      if (parts.push(part) % SLICE === 0) await breathe();
    }
    const first = exchanges[0];
    const host = first === undefined ? "" : (URL.parse(leadOf(first).context.initiator ?? "")?.host ?? "");
    saveFile(parts, "application/json", reportName(host, new Date(now)));
    store.exporting.value = "idle";
  } catch {
    store.exporting.value = "failed";
  }
}
