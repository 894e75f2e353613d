import type { Exchange } from "../core/exchange/exchange";
import { browser } from "../messaging/browser";
import { LIVE_ACTS } from "../messaging/live";
import { type FromBackground, PORT_NAME, type Subject, type ToBackground } from "../messaging/protocol";

type Port = Parameters<Parameters<typeof browser.runtime.onConnect.addListener>[0]>[0];

/** One panel or popup. Until it subscribed it gets nothing. */
export interface Client {
  send(message: FromBackground): void;
  subject: Subject | null;
  panel: boolean;
}

/**
 * The pages that listen. Only our own pages are let in: a content script or another extension could connect as well, and every message is
 * checked for its shape.
 */
export function acceptClients(
  handle: (client: Client, message: ToBackground) => void,
  closed: (client: Client) => void,
): ReadonlySet<Client> {
  const clients = new Set<Client>();
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== PORT_NAME || !isOwnPage(port)) {
      port.disconnect();
      return;
    }
    const client: Client = {
      subject: null,
      panel: false,
      send: (message) => {
        try {
          port.postMessage(message);
        } catch {
          clients.delete(client); // it closed between two ticks
        }
      },
    };
    clients.add(client);
    port.onMessage.addListener((message) => {
      if (isMessage(message)) handle(client, message);
    });
    port.onDisconnect.addListener(() => {
      clients.delete(client);
      closed(client);
    });
  });
  return clients;
}

function isOwnPage({ sender }: Port): boolean {
  return sender?.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL("")) === true;
}

function isSubject(value: unknown): value is Subject {
  return value === "all" || Number.isInteger(value);
}

function isMessage(value: unknown): value is ToBackground {
  if (typeof value !== "object" || value === null) return false;
  const message = value as Record<string, unknown>;
  switch (message.kind) {
    case "ping":
    case "ask-permission":
      return true;
    case "subscribe":
    case "clear":
      return isSubject(message.subject);
    case "change-settings":
      return typeof message.settings === "object" && message.settings !== null;
    case "live":
      return Number.isInteger(message.call) && typeof message.exchange === "string" && LIVE_ACTS.some((act) => act === message.act);
    case "stop-trial":
      return Number.isInteger(message.tabId);
    case "export":
      return isSubject(message.subject) && Number.isInteger(message.call);
    default:
      return false;
  }
}

const PART = 200;

/** Cuts a long list into messages that do not stop the receiver for long. The last part may be empty. */
export function inParts(exchanges: readonly Exchange[]): { part: readonly Exchange[]; last: boolean }[] {
  const parts: { part: readonly Exchange[]; last: boolean }[] = [];
  for (let start = 0; start === 0 || start < exchanges.length; start += PART) {
    parts.push({ part: exchanges.slice(start, start + PART), last: start + PART >= exchanges.length });
  }
  return parts;
}
