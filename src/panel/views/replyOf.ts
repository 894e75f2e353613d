import type { Rung } from "../../core/diagnosis/diagnosis";
import type { Exchange, Hop } from "../../core/exchange/exchange";
import type { Header } from "../../core/exchange/networkEvent";
import type { Row } from "../judge";

export interface ReplyLine {
  readonly header: Header;
  /** `fails`: what stopped the browser; `next`: what would stop it once that is cured. */
  readonly mark: "fails" | "next" | null;
}

/** The reply that was refused, cut down to the lines that were judged. */
export interface RefusedReply {
  readonly stage: "preflight" | "redirect" | "response";
  readonly url: string;
  readonly statusLine: string;
  /** The status itself was judged, and failed. */
  readonly statusMark: ReplyLine["mark"];
  readonly lines: readonly ReplyLine[];
  /** Headers that had to be there and are not. */
  readonly gaps: readonly { readonly name: string; readonly mark: "fails" | "next" }[];
  /** How many headers are not shown. */
  readonly others: number;
}

const JUDGED = /^(?:access-control-|location$|vary$)/i;

function refusedHop({ main, preflights }: Exchange, hop: number, preflight: boolean): Hop | null {
  if (!preflight) return main?.hops[hop] ?? null;
  return preflights.findLast((one) => one.hop === hop)?.transaction.hops[0] ?? null;
}

function markOf(rungs: readonly Rung[], concerns: (rung: Rung) => boolean): ReplyLine["mark"] {
  if (rungs.some((rung) => rung.status === "failed" && concerns(rung))) return "fails";
  return rungs.some((rung) => rung.status === "would-fail" && concerns(rung)) ? "next" : null;
}

/** Null where no reply was refused: the browser stopped earlier, or it was no CORS failure. */
export function refusedReplyOf({ diagnosis, exchange }: Pick<Row, "diagnosis" | "exchange">): RefusedReply | null {
  const { refusedAt, ladder } = diagnosis;
  if (refusedAt === null || refusedAt.stage === "request") return null;
  const { stage, hop: index } = refusedAt;
  const hop = refusedHop(exchange, index, stage === "preflight");
  if (hop?.response == null) return null;
  const here = ladder.filter((rung) => rung.stage === stage && rung.hop === index);
  const { headers, status, statusLine } = hop.response;
  const about = (name: string) => (rung: Rung) => rung.header?.toLowerCase() === name.toLowerCase();
  const marked = headers.map((header): ReplyLine => ({ header, mark: markOf(here, about(header[0])) }));
  const lines = marked.filter(({ header, mark }) => mark !== null || JUDGED.test(header[0]));
  const there = new Set(headers.map(([name]) => name.toLowerCase()));
  const wanted = [...new Set(here.flatMap((rung) => rung.header ?? []))].filter((name) => !there.has(name.toLowerCase()));
  const gaps = wanted.flatMap((name) => {
    const mark = markOf(here, about(name));
    return mark === null ? [] : [{ name, mark }];
  });
  return {
    stage,
    url: hop.url,
    statusLine: statusLine === "" ? String(status) : statusLine,
    statusMark: markOf(here, (rung) => rung.check === "ok-status" || rung.check === "no-redirect"),
    lines,
    gaps,
    others: headers.length - lines.length,
  };
}
