import type { Diagnosis } from "../diagnosis/diagnosis";
import { walk } from "../diagnosis/walk";
import { chromium } from "../engines/chromium";
import type { CorsError } from "../engines/corsError";
import type { Exchange, ResponseRecord, Transaction } from "../exchange/exchange";
import type { Header, HeaderList } from "../exchange/networkEvent";
import { getHeader, splitValue } from "../fetch/headers";
import { originOf } from "../fetch/origins";
import type { Answer, Question } from "./differential";
import { preflightHop } from "./refused";

/** A preflight of the recording that can be asked again. */
export interface Askable {
  readonly url: string;
  readonly question: Question;
  readonly credentialed: boolean;
}

/** `redacted`: what capture dropped cannot be sent. */
export type NoQuestion = "imported" | "no-preflight" | "redacted";
export type AskPlan = { readonly ok: true; readonly askable: Askable } | { readonly ok: false; readonly why: NoQuestion };

/** A reply to a question, as far as it is judged. `redirected`: where to, an extension is not told. */
export interface AskedReply {
  readonly status: number;
  readonly headers: HeaderList;
  readonly redirected: boolean;
}

/** What came of one question. */
export interface Asked {
  readonly answer: Answer;
  readonly status: number | null;
  readonly reason: CorsError | null;
}

/** The preflight that was refused, as the browser sent it. */
export function planQuestion(exchange: Exchange, diagnosis: Diagnosis): AskPlan {
  if (exchange.source !== "live") return { ok: false, why: "imported" };
  const hop = diagnosis.refusedAt?.stage === "preflight" ? preflightHop(exchange, diagnosis.refusedAt.hop) : null;
  const origin = getHeader(hop?.sent?.headers ?? [], "Origin");
  const method = getHeader(hop?.sent?.headers ?? [], "Access-Control-Request-Method");
  if (hop?.sent == null || origin === null || method === null) return { ok: false, why: "no-preflight" };
  const names = getHeader(hop.sent.headers, "Access-Control-Request-Headers") ?? "";
  if (hasGap(hop.url) || hasGap(method) || hasGap(names)) return { ok: false, why: "redacted" };
  const headers = splitValue(names).filter((name) => name !== "");
  const question: Question = { origin, method, headers };
  return { ok: true, askable: { url: hop.url, question, credentialed: diagnosis.credentials === "include" } };
}

/** Where capture dropped a secret or the rest of something endless. */
export function hasGap(text: string): boolean {
  return /\[redacted(?:%23|#)?\w*\]|\[cut:\d+:\w+\]$/.test(text);
}

/** Would the browser go on after this reply? */
export function judgeReply(url: string, question: Question, reply: AskedReply | null, credentialed: boolean): Asked {
  if (reply === null) return { answer: "silent", status: null, reason: null };
  if (reply.redirected) return { answer: "refuses", status: null, reason: "PreflightDisallowedRedirect" };
  const response: ResponseRecord = { status: reply.status, statusLine: "", headers: reply.headers, at: 1 };
  const [stage] = walk(chromium, exchangeOf(url, question, response), credentialed);
  const reason = stage?.results.find((result) => result.reason !== null)?.reason ?? null;
  return { answer: reason === null ? "passes" : "refuses", status: reply.status, reason };
}

function exchangeOf(url: string, { origin, method, headers }: Question, response: ResponseRecord): Exchange {
  const asked: Header[] = headers.length === 0 ? [] : [["Access-Control-Request-Headers", headers.join(",")]];
  const sent: HeaderList = [["Origin", origin], ["Access-Control-Request-Method", method], ...asked];
  const transaction: Transaction = {
    requestId: "asked",
    context: { tabId: -1, frameId: -1, initiator: origin, type: "xmlhttprequest" },
    hops: [{ url, method: "OPTIONS", startedAt: 0, startSeen: true, sent: { headers: sent, at: 0 }, response }],
    end: { kind: "accepted", at: 1, status: response.status, fromCache: false },
  };
  return { id: "asked", main: null, preflights: [{ hop: 0, transaction }], incomplete: false, source: "live" };
}

/** `prefix` and `suffix`: what a comparison that is not anchored at one end takes for the page's origin. */
export interface Stranger {
  readonly kind: "foreign" | "null" | "prefix" | "suffix";
  readonly origin: string;
}

/** Under a name that nobody can register. */
const FOREIGN = "corscope-probe.example";

/** Origins that a server has no reason to allow. */
export function strangersTo(page: string): Stranger[] {
  const url = URL.parse(page);
  const strangers: Stranger[] = [
    { kind: "foreign", origin: `https://${FOREIGN}` },
    { kind: "null", origin: "null" },
  ];
  if (url === null) return strangers;
  const port = url.port === "" ? "" : `:${url.port}`;
  const alike: Stranger[] = [
    { kind: "prefix", origin: `${url.protocol}//${url.hostname}.${FOREIGN}` },
    { kind: "suffix", origin: `${url.protocol}//corscope-probe${url.hostname}${port}` },
  ];
  return [...strangers, ...alike.filter(({ origin }) => originOf(origin) === origin)];
}

/** Did the server name the stranger? `*` names nobody. */
export function letIn({ origin }: Stranger, reply: AskedReply | null): "no" | "without-credentials" | "with-credentials" {
  if (reply === null || getHeader(reply.headers, "Access-Control-Allow-Origin") !== origin) return "no";
  return getHeader(reply.headers, "Access-Control-Allow-Credentials") === "true" ? "with-credentials" : "without-credentials";
}
