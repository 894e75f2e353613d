import type { Ending, Exchange, LiveFix, PageWitness } from "../exchange/exchange";
import type { NetworkEvent, RequestContext } from "../exchange/networkEvent";
import type { Pool } from "./pool";
import { type Fields, headersOf, inner, listOf, numberOf, own, textOf } from "./shapes";

/** What an entry of a file was read into; `incomplete` names requests of which not everything was seen. */
export interface ReadEntry {
  readonly events: readonly NetworkEvent[];
  readonly incomplete: boolean;
  /** Null where nothing was. */
  readonly remarks: Remarks | null;
}

/** What was told of an exchange besides its events. */
export type Remarks = Pick<Exchange, "changedBy" | "cachedFrom" | "witness">;

/** An entry of our own report: `_corscope` holds what HAR has no field for. Null where that does not read as ours. */
export function readOwnEntry(entry: Fields, pool: Pool): ReadEntry | null {
  const seen = inner(entry, "_corscope");
  const [request, response] = [inner(entry, "request"), inner(entry, "response")];
  const [requestId, startedAt] = [textOf(seen, "requestId"), numberOf(seen, "startedAt")];
  const [url, method] = [urlOf(seen, request), textOf(request, "method")];
  const told = contextOf(inner(seen, "context"));
  const context = told && pool.context(told);
  if (requestId === null || startedAt === null || url === null || method === null || context === null) return null;
  const base = { requestId, url, method: pool.text(method), context };
  const events: NetworkEvent[] = [];
  if (own(seen, "startSeen") !== false) events.push({ ...base, kind: "started", timeStamp: startedAt });
  const sentAt = numberOf(seen, "sentAt");
  if (sentAt !== null) events.push({ ...base, kind: "sent", timeStamp: sentAt, headers: pool.headers(headersOf(request, MOST_SEEN)) });
  const answeredAt = numberOf(seen, "answeredAt");
  if (answeredAt !== null) {
    const { status, statusLine, headers } = replyOf(response, MOST_SEEN);
    const reply = { status, statusLine: pool.text(statusLine), headers: pool.headers(headers) };
    events.push({ ...base, kind: "answered", timeStamp: answeredAt, ...reply });
  }
  events.push(...endEvents(base, inner(seen, "end"), numberOf(response, "status") ?? 0));
  return { events, incomplete: own(seen, "incomplete") === true, remarks: remarksOf(seen) };
}

/** As many as fit into the 256 kB that Chromium reads of a reply's head. */
const MOST_SEEN = 65_536;
/** A URL that capture cut, with the mark that says so. */
const LONGEST_URL = 8192 + 64;

/** As the browser spelled it; null for what no browser asks for. */
function urlOf(seen: Fields | null, request: Fields | null): string | null {
  const url = textOf(seen, "url", LONGEST_URL) ?? textOf(request, "url", LONGEST_URL);
  return url !== null && URL.canParse(url) ? url : null;
}

function remarksOf(seen: Fields | null): Remarks | null {
  const changedBy = liveFixOf(inner(seen, "changedBy"));
  const copied = numberOf(inner(seen, "cachedFrom"), "at");
  const witness = witnessOf(inner(seen, "witness"));
  if (changedBy === null && copied === null && witness === null) return null;
  return {
    ...(changedBy === null ? {} : { changedBy }),
    ...(copied === null ? {} : { cachedFrom: { at: copied } }),
    ...(witness === null ? {} : { witness }),
  };
}

function witnessOf(fields: Fields | null): PageWitness | null {
  const [credentials, mode, callSite] = [textOf(fields, "credentials"), textOf(fields, "mode"), textOf(fields, "callSite")];
  if (mode === null || (credentials !== "omit" && credentials !== "same-origin" && credentials !== "include")) return null;
  return { credentials, mode, ...(callSite === null ? {} : { callSite }) };
}

const MOST_CHANGES = 10;

function liveFixOf(fields: Fields | null): LiveFix | null {
  const [server, list] = [textOf(fields, "server"), listOf(fields, "headers")];
  if (textOf(fields, "kind") !== "live-fix" || server === null || list === null) return null;
  const headers = list.slice(0, MOST_CHANGES).flatMap((item): LiveFix["headers"] => {
    const [name, value] = Array.isArray(item) ? item : [];
    return typeof name === "string" && (typeof value === "string" || value === null) ? [[name, value]] : [];
  });
  return { kind: "live-fix", server, headers };
}

type Reply = Pick<Extract<NetworkEvent, { kind: "answered" }>, "status" | "statusLine" | "headers">;

export function replyOf(response: Fields | null, most?: number): Reply {
  const status = Math.trunc(numberOf(response, "status") ?? 0);
  const [version, text] = [textOf(response, "httpVersion") ?? "unknown", textOf(response, "statusText") ?? ""];
  const statusLine = version === "unknown" || version === "" ? "" : text === "" ? `${version} ${status}` : `${version} ${status} ${text}`;
  return { status, statusLine, headers: headersOf(response, most) };
}

function contextOf(fields: Fields | null): RequestContext | null {
  const [tabId, frameId, type] = [numberOf(fields, "tabId"), numberOf(fields, "frameId"), textOf(fields, "type")];
  if (tabId === null || frameId === null || type === null) return null;
  const [documentId, initiator, container] = [textOf(fields, "documentId"), textOf(fields, "initiator"), textOf(fields, "container")];
  return {
    tabId,
    frameId,
    type,
    ...(documentId === null ? {} : { documentId }),
    ...(initiator === null ? {} : { initiator }),
    ...(own(fields, "incognito") === true ? { incognito: true } : {}),
    ...(container === null ? {} : { container }),
    ...(own(fields, "toldBy") === "firefox" ? { toldBy: "firefox" } : {}),
  };
}

type Base = Pick<NetworkEvent, "requestId" | "url">;

function endEvents(base: Base, fields: Fields | null, status: number): NetworkEvent[] {
  const end = endingOf(fields);
  if (end === null) return [];
  if (end.kind === "unseen") return [{ ...base, kind: "unseen", timeStamp: end.at }];
  const accepted = { ...base, kind: "accepted", timeStamp: end.at, status, fromCache: false } as const;
  if (end.kind === "accepted")
    return [{ ...accepted, status: end.status, fromCache: end.fromCache, ...(end.ip === undefined ? {} : { ip: end.ip }) }];
  const failed = { ...base, kind: "failed", timeStamp: end.at, error: end.error } as const;
  return end.afterAccepted ? [accepted, failed] : [failed];
}

function endingOf(fields: Fields | null): Ending | null {
  const [kind, at, status, error, ip] = [
    textOf(fields, "kind"),
    numberOf(fields, "at"),
    numberOf(fields, "status"),
    textOf(fields, "error"),
    textOf(fields, "ip"),
  ];
  if (at === null) return null;
  if (kind === "unseen") return { kind, at };
  if (kind === "accepted")
    return { kind, at, status: status ?? 0, fromCache: own(fields, "fromCache") === true, ...(ip === null ? {} : { ip }) };
  return kind === "failed" && error !== null ? { kind, at, error, afterAccepted: own(fields, "afterAccepted") === true } : null;
}
