import { leadOf } from "../core/exchange/exchange";
import type { Navigation, Subject } from "../messaging/protocol";
import type { Row } from "./judge";

/** Exchanges of one page that are looked at together. */
const OVERVIEW = 5000;

function same(a: readonly Navigation[], b: readonly Navigation[]): boolean {
  return a.length === b.length && a.every(({ at, url }, index) => b[index]?.at === at && b[index]?.url === url);
}

/** The navigations of the shown tab, which divide the recording into pages. */
export class PageTurns {
  #known: readonly Navigation[] = [];

  /** Nearly every status brings the navigations of the one before it: then they are the same array. */
  of(subject: Subject, told: readonly Navigation[]): readonly Navigation[] {
    const own = told.filter((one) => one.tabId === subject).sort((a, b) => a.at - b.at);
    if (!same(this.#known, own)) this.#known = own;
    return this.#known;
  }
}

/** What the same page asked for: in one tab, between two navigations. The newest of very many. */
export function rowsOfPage({ startedAt, exchange }: Row, rows: readonly Row[], navigations: readonly Navigation[]): readonly Row[] {
  const { tabId } = leadOf(exchange).context;
  const turns = navigations.map(({ at }) => at);
  const from = Math.max(Number.NEGATIVE_INFINITY, ...turns.filter((at) => at <= startedAt));
  const to = Math.min(Number.POSITIVE_INFINITY, ...turns.filter((at) => at > startedAt));
  return rows.filter((row) => row.startedAt >= from && row.startedAt < to && leadOf(row.exchange).context.tabId === tabId).slice(-OVERVIEW);
}
