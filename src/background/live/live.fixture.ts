import { diagnose } from "../../core/diagnosis/diagnose";
import type { Exchange } from "../../core/exchange/exchange";
import type { HeaderList } from "../../core/exchange/networkEvent";
import type { LiveAct, LiveNews } from "../../messaging/live";
import type { FromBackground } from "../../messaging/protocol";
import type { Client } from "../clients";
import { HandHost } from "./host.fixture";
import { Live, type LiveSource } from "./live";

export const PAGE = "http://app.test";
export const API = "http://api.test:9000";

interface Drawn {
  readonly method?: string;
  readonly url?: string;
  /** Headers of the refused preflight; none: a refused reply. */
  readonly preflight?: { readonly status: number; readonly headers?: HeaderList } | null;
  readonly asks?: string;
  readonly tabId?: number;
  readonly source?: Exchange["source"];
}

export function drawn({
  method = "PUT",
  url = `${API}/x?id=1`,
  preflight = { status: 204 },
  asks = "",
  tabId = 7,
  source = "live",
}: Drawn): Exchange {
  const context = { tabId, frameId: 0, initiator: PAGE, type: "xmlhttprequest" };
  const hop = { url, method, startedAt: 1, startSeen: true, sent: null, response: null };
  const asked: HeaderList = [
    ["Origin", PAGE],
    ["Access-Control-Request-Method", method],
    ...(asks === "" ? [] : ([["Access-Control-Request-Headers", asks]] as HeaderList)),
  ];
  const transaction = preflight && {
    requestId: "2",
    context,
    hops: [
      {
        ...hop,
        method: "OPTIONS",
        sent: { at: 2, headers: asked },
        response: { at: 3, status: preflight.status, statusLine: "", headers: preflight.headers ?? [] },
      },
    ],
    end: { kind: "accepted", at: 4, status: preflight.status, fromCache: false } as const,
  };
  const answered = { ...hop, sent: { at: 2, headers: asked.slice(0, 1) }, response: { at: 3, status: 200, statusLine: "", headers: [] } };
  return {
    id: "x",
    main: {
      requestId: "1",
      context,
      hops: [transaction ? hop : answered],
      end: { kind: "failed", at: 5, error: "net::ERR_FAILED", afterAccepted: false },
    },
    preflights: transaction ? [{ hop: 0, transaction }] : [],
    incomplete: false,
    source,
  };
}

export async function acted(act: LiveAct, exchange: Exchange | null, client: Partial<Client> = {}, host = new HandHost()) {
  const news: LiveNews[] = [];
  const owner: Client = {
    subject: 7,
    panel: true,
    send: (message: FromBackground) => message.kind === "live" && news.push(message.news),
    ...client,
  };
  const source: LiveSource = {
    get: (id) => (id === "x" ? exchange : null),
    belongsTo: (subject) => (one) => one.main?.context.tabId === subject,
    kept: () => [],
    diagnose: (one) => diagnose(one),
  };
  const windows: unknown[] = [];
  const live = new Live(host, { began: (window) => windows.push(window), ended: () => undefined });
  await live.answer(owner, { kind: "live", call: 1, act, exchange: "x" }, new Set([owner]), source);
  return { news, host, windows, why: news.at(-1)?.step === "refused" ? (news.at(-1) as { why: string }).why : null };
}
