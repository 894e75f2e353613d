import { assemble } from "../exchange/assemble";
import type { Exchange } from "../exchange/exchange";
import type { Header, HeaderList, NetworkEvent, RequestContext } from "../exchange/networkEvent";
import { byteSerializeRequestOrigin } from "../fetch/origins";

export interface Reply {
  readonly status: number;
  readonly headers?: HeaderList;
}

export interface Scene {
  readonly origin?: string;
  readonly url?: string;
  readonly method?: string;
  /** Access-Control-Request-Headers; a preflight is played when this or `preflight` is given. */
  readonly asked?: string;
  readonly preflight?: Reply | { readonly error: string };
  /** Redirect replies before the last hop: where each goes and what it says. */
  readonly redirects?: readonly (Reply & { readonly to: string })[];
  readonly reply?: Reply;
  readonly error?: string;
  readonly sent?: HeaderList;
  readonly at?: number;
  readonly id?: string;
}

export const PAGE = "https://app.test";
export const API = "https://api.test/items";
const T0 = Date.UTC(2026, 0, 2, 3, 4, 5);

/** The events that Chromium is known to fire for such a fetch, as one exchange. */
export function playScene(scene: Scene): Exchange {
  const [exchange] = assemble(eventsOf(scene));
  if (exchange === undefined) throw new RangeError("a scene makes one exchange");
  return exchange;
}

export function eventsOf(scene: Scene): NetworkEvent[] {
  const { origin = PAGE, url = API, method = "GET", redirects = [], id = "1", at = T0 } = scene;
  const context: RequestContext = { tabId: 7, frameId: 0, documentId: "D", initiator: origin, type: "xmlhttprequest" };
  const urls: string[] = [url];
  const own = (): HeaderList => [["Origin", byteSerializeRequestOrigin(origin, urls)], ["Sec-Fetch-Mode", "cors"], ...(scene.sent ?? [])];
  const events: NetworkEvent[] = [];
  let clock = at;
  let here = url;
  const base = () => {
    clock += 1.25;
    return { requestId: id, timeStamp: clock, url: here };
  };
  for (const redirect of redirects) {
    events.push({ ...base(), kind: "started", method, context }, { ...base(), kind: "sent", headers: own() });
    events.push({ ...base(), kind: "answered", ...wire(redirect.status, [["Location", redirect.to], ...(redirect.headers ?? [])]) });
    here = new URL(redirect.to, here).href;
    urls.push(here);
  }
  events.push({ ...base(), kind: "started", method, context });
  if (scene.preflight !== undefined) {
    events.push(...preflightEvents({ scene, context, id: `${id}p`, url: here, at: clock }));
    clock += 10;
  }
  if (scene.reply !== undefined) {
    events.push({ ...base(), kind: "sent", headers: own() });
    events.push({ ...base(), kind: "answered", ...wire(scene.reply.status, scene.reply.headers ?? []) });
  }
  if (scene.error !== undefined) events.push({ ...base(), kind: "failed", error: scene.error });
  else events.push({ ...base(), kind: "accepted", status: scene.reply?.status ?? 0, fromCache: false, ip: "127.0.0.1" });
  return events;
}

interface PreflightPlay {
  readonly scene: Scene;
  readonly context: RequestContext;
  readonly id: string;
  readonly url: string;
  readonly at: number;
}

function preflightEvents({ scene, context, id, url, at }: PreflightPlay): NetworkEvent[] {
  const asked: Header[] = scene.asked === undefined ? [] : [["Access-Control-Request-Headers", scene.asked]];
  const origin = scene.origin ?? PAGE;
  const headers: HeaderList = [["Origin", origin], ["Access-Control-Request-Method", scene.method ?? "GET"], ...asked];
  const base = (step: number) => ({ requestId: id, timeStamp: at + step, url });
  const events: NetworkEvent[] = [
    { ...base(0.5), kind: "started", method: "OPTIONS", context },
    { ...base(1), kind: "sent", headers },
  ];
  const { preflight } = scene;
  if (preflight === undefined) return events;
  if ("error" in preflight) return [...events, { ...base(2), kind: "failed", error: preflight.error }];
  events.push({ ...base(2), kind: "answered", ...wire(preflight.status, preflight.headers ?? []) });
  return [...events, { ...base(3), kind: "accepted", status: preflight.status, fromCache: false, ip: "127.0.0.1" }];
}

function wire(status: number, headers: HeaderList): Pick<Extract<NetworkEvent, { kind: "answered" }>, "status" | "statusLine" | "headers"> {
  return { status, statusLine: `HTTP/1.1 ${status} ${status === 200 ? "OK" : "Other"}`, headers };
}

const allow = (...more: Header[]): HeaderList => [["Access-Control-Allow-Origin", PAGE], ...more];
export const FAILED = "net::ERR_FAILED";

/** Blocked exchanges that one header change cures, by what is wrong with them. */
export const CURABLE: Readonly<Record<string, Scene>> = {
  "no header": { reply: { status: 200 }, error: FAILED },
  "no header on a 503": { reply: { status: 503 }, error: FAILED },
  mismatch: { reply: { status: 200, headers: [["Access-Control-Allow-Origin", "https://app.test:8443"]] }, error: FAILED },
  "wildcard with cookies": {
    sent: [["Cookie", "[redacted#1]"]],
    reply: { status: 200, headers: [["Access-Control-Allow-Origin", "*"]] },
    error: FAILED,
  },
  "credentials not allowed": { sent: [["Cookie", "[redacted#1]"]], reply: { status: 200, headers: allow() }, error: FAILED },
  "two layers": { reply: { status: 200, headers: allow(["access-control-allow-origin", "*"]) }, error: FAILED },
  "method not listed": { method: "PUT", preflight: { status: 204, headers: allow() }, error: FAILED },
  "headers not listed": {
    method: "PUT",
    asked: "authorization,x-trace-id",
    preflight: { status: 204, headers: allow(["Access-Control-Allow-Methods", "PUT"]) },
    error: FAILED,
  },
  "preflight 401": { method: "POST", asked: "content-type", preflight: { status: 401 }, error: FAILED },
  "preflight 405 with headers": { method: "DELETE", preflight: { status: 405, headers: allow() }, error: FAILED },
  "preflight to login": {
    method: "DELETE",
    preflight: { status: 302, headers: [["Location", "https://id.test/login?next=x"]] },
    error: FAILED,
  },
  "unreadable list": {
    method: "PUT",
    asked: "x-a",
    preflight: { status: 200, headers: allow(["Access-Control-Allow-Methods", "PUT; GET"]) },
    error: FAILED,
  },
  "reply after a good preflight": {
    method: "PUT",
    asked: "x-a",
    preflight: { status: 204, headers: allow(["Access-Control-Allow-Methods", "PUT"], ["Access-Control-Allow-Headers", "x-a"]) },
    sent: [["X-A", "1"]],
    reply: { status: 500 },
    error: FAILED,
  },
  "second hop": { redirects: [{ status: 302, to: "https://api.test/next", headers: allow() }], reply: { status: 200 }, error: FAILED },
};
