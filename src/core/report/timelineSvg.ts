import type { Diagnosis } from "../diagnosis/diagnosis";
import type { Exchange, Hop, Transaction } from "../exchange/exchange";
import { type Html, html, NOTHING, text } from "./html";

const WIDTH = 960;
const LABELS = 180;
const ROW = 24;
const AXIS = 18;

interface Bar {
  readonly title: string;
  readonly started: number;
  readonly sent: number;
  readonly answered: number;
  readonly ended: number;
  readonly refused: boolean;
}

function barOf({ hops, end }: Transaction, index: number, title: string, refused: boolean): Bar {
  const hop = hops[index] as Hop;
  const over = index < hops.length - 1 ? (hop.response?.at ?? hops[index + 1]?.startedAt) : end?.at;
  const last = Math.max(hop.startedAt, hop.sent?.at ?? 0, hop.response?.at ?? 0, over ?? 0);
  const sent = hop.sent?.at ?? (hop.response === null ? last : hop.startedAt);
  return { title, started: hop.startedAt, sent, answered: hop.response?.at ?? last, ended: last, refused };
}

function barsOf({ main, preflights }: Exchange, { refusedAt }: Diagnosis): Bar[] {
  const hops = main?.hops ?? [];
  const bars = preflights
    .filter(({ transaction }) => transaction.hops.length > 0)
    .map(({ hop, transaction }) => barOf(transaction, 0, "Preflight", refusedAt?.stage === "preflight" && refusedAt.hop === hop));
  for (const index of hops.keys()) {
    const title = index < hops.length - 1 ? `Redirect ${index + 1}` : "Request";
    bars.push(barOf(main as Transaction, index, title, refusedAt !== null && refusedAt.stage !== "preflight" && refusedAt.hop === index));
  }
  return bars.sort((a, b) => a.started - b.started).slice(0, 40);
}

/** Preflights, redirects and the request on one axis, by the recorder's clock. */
export function timelineSvg(exchange: Exchange, diagnosis: Diagnosis): Html {
  const bars = barsOf(exchange, diagnosis);
  const from = Math.min(...bars.map(({ started }) => started));
  const whole = Math.max(...bars.map(({ ended }) => ended)) - from;
  if (bars.length === 0 || !Number.isFinite(whole)) return NOTHING;
  const scale = (WIDTH - LABELS - 4) / Math.max(whole, 0.001);
  const box = (kind: Html, begin: number, end: number, y: number, thin: boolean): Html =>
    html`<rect class="${kind}" x="${text(place(LABELS + (begin - from) * scale))}" y="${text(thin ? y + 8 : y + 4)}" width="${text(place(Math.max(end - begin, 0) * scale))}" height="${text(thin ? 4 : 12)}"/>`;
  const rows = bars.map(({ title, started, sent, answered, ended, refused }, index) => {
    const y = index * ROW;
    const edge = Math.min(LABELS + (ended - from) * scale, WIDTH - 4);
    return html`<text x="0" y="${text(y + 14)}">${text(`${title}: ${milliseconds(ended - started)}${refused ? ", refused" : ""}`)}</text>${box(text("waiting"), started, sent, y, true)}${box(text("server"), sent, answered, y, false)}${box(text("body"), answered, ended, y, false)}${refused ? html`<rect class="refusal" x="${text(place(edge))}" y="${text(y + 1)}" width="4" height="18"/>` : NOTHING}`;
  });
  const words = bars.map(({ title, started, ended, refused }) => `${title} ${milliseconds(ended - started)}${refused ? ", refused" : ""}`);
  const height = bars.length * ROW;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => tick(share, whole, height));
  return html`<svg viewBox="0 0 ${text(WIDTH)} ${text(height + AXIS)}" role="img" aria-label="${text(`Timeline, ${milliseconds(whole)} in all. ${words.join(". ")}`)}">${ticks}${rows}</svg><p class="quiet">Thin: held back by the browser. Blue: the server at work. Green: the reply arriving. Red: refused.</p>`;
}

function tick(share: number, whole: number, height: number): Html {
  const x = LABELS + share * (WIDTH - LABELS - 4);
  const anchor = share === 0 ? "start" : share === 1 ? "end" : "middle";
  return html`<line x1="${text(place(x))}" x2="${text(place(x))}" y1="0" y2="${text(height)}"/><text class="axis" x="${text(place(x))}" y="${text(height + 13)}" text-anchor="${text(anchor)}">${text(milliseconds(whole * share))}</text>`;
}

function place(at: number): string {
  return at.toFixed(1);
}

function milliseconds(ms: number): string {
  return ms < 100 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}
