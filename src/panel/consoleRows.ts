import type { ReadMessage } from "../core/engines/readMessage";
import type { Row } from "./judge";

function urlsOf({ exchange }: Row): string[] {
  const hops = [...(exchange.main?.hops ?? []), ...exchange.preflights.flatMap(({ transaction }) => transaction.hops)];
  return hops.map(({ url }) => url);
}

const pathOf = (url: string) => url.split(/[?#]/u, 1)[0] ?? "";

/** 2: the very address. 1: but for its query, in which the recording has no secrets. 0: another one. */
function addressFit(row: Row, url: string): number {
  const urls = urlsOf(row);
  const bare = url.split("#", 1)[0] ?? "";
  if (urls.includes(bare)) return 2;
  return urls.some((one) => pathOf(one) === pathOf(bare)) ? 1 : 0;
}

/** What this browser gave as the reason, might have given, or the engine of the line would have given. */
function reasonFits({ diagnosis }: Row, { engine, reasons }: ReadMessage): boolean {
  const ours = [diagnosis.reason, diagnosis.engines[engine].reason, ...diagnosis.candidates.map(({ reason }) => reason)];
  return ours.some((reason) => reason !== null && reasons.includes(reason));
}

function best(rows: readonly Row[], score: (row: Row) => number): Row | null {
  let found: Row | null = null;
  let most = 0;
  // Of equals the latest: it is the one just seen in the console.
  for (const row of rows) {
    const now = score(row);
    if (now > 0 && now >= most) {
      found = row;
      most = now;
    }
  }
  return found;
}

/** The recorded exchange that the line speaks of: same address, and the same reason where several have it. */
export function rowOfMessage(rows: readonly Row[], message: ReadMessage): Row | null {
  const { url } = message.params;
  return best(rows, (row) => {
    if (row.verdict === "allowed") return 0;
    const reason = reasonFits(row, message) ? 1 : 0;
    if (url === undefined) return reason;
    const address = addressFit(row, url);
    return address === 0 ? 0 : address * 2 + reason;
  });
}

export function rowOfAddress(rows: readonly Row[], url: string): Row | null {
  return best(rows, (row) => addressFit(row, url));
}
