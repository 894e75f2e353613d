import type { Exchange, Hop, Transaction } from "../exchange/exchange";
import type { Header, HeaderList } from "../exchange/networkEvent";
import { keepApart } from "./redactRedirect";
import { isMark, scrubUrl } from "./redactUrl";
import type { Found, Secret, SecretKind, SecretPlace } from "./secret";
import { sampleShape, scrubShapes } from "./secretShapes";

/**
 * What is taken out of a report beyond what the recorder never kept. Nothing that the verdict needs is touched: a report that is read again is
 * judged as the recording was.
 */
export interface RedactChoice {
  /** Whole names of headers and query parameters whose values go as well. */
  readonly names: readonly string[];
  /** Keys of findings that stay (`Finding.key`). */
  readonly spared: readonly string[];
}

export const STANDARD_CHOICE: RedactChoice = { names: [], spared: [] };

export interface Finding {
  readonly key: string;
  readonly kind: SecretKind;
  readonly where: SecretPlace;
  /** Of the header or the parameter; empty for a piece of a path. */
  readonly name: string;
  readonly count: number;
  /** How the first one looked, without its characters. */
  readonly shape: string;
  readonly spared: boolean;
}

const MARK = "[redacted]";
const CREDENTIAL = /^(?:cookie|set-cookie|authorization|proxy-authorization)$/i;
/** The recorder's own list; a file that another tool wrote has not passed by the recorder. */
const SECRET_HEADER = /token|secret|key|auth|session|password|csrf|jwt|signature/i;
const URL_HEADER = /^(?:referer|content-location)$/i;
/**
 * What the verdict, its evidence or the fix is read from. `authenticate` stands for WWW-Authenticate, which holds a challenge and no
 * credential.
 */
const NEEDED =
  /^(?:origin|access-control-.*|sec-.*|vary|accept|accept-language|accept-encoding|accept-ranges|content-(?:type|language|length|encoding)|range|age|date|expires|cache-control|allow|host|cross-origin-.*|timing-allow-origin|x-content-type-options|server|via|x-powered-by|x-cache|user-agent|(?:www|proxy)-authenticate)$/i;

/** True for a header that stays whatever the user chooses. */
export function isNeeded(header: string): boolean {
  return NEEDED.test(header);
}

export interface Redactor {
  /** The same object where nothing was found. */
  scrub(exchange: Exchange): Exchange;
  findings(): Finding[];
}

export function findSecrets(exchanges: Iterable<Exchange>, choice: RedactChoice): Finding[] {
  const redactor = createReportRedactor(choice);
  for (const exchange of exchanges) redactor.scrub(exchange);
  return redactor.findings();
}

export function redactWith(exchange: Exchange, choice: RedactChoice): Exchange {
  return createReportRedactor(choice).scrub(exchange);
}

/** One for a whole recording: it counts what it finds, and reads each value once however often it comes. */
export function createReportRedactor({ names, spared }: RedactChoice): Redactor {
  const own = new Set(names.map((name) => name.toLowerCase()));
  const kept = new Set(spared);
  const isNamed = (name: string) => own.has(name.toLowerCase());
  const counts = new Map<string, Finding>();
  const count = (secret: Secret): void => {
    const key = keyOf(secret);
    const before = counts.get(key);
    const { kind, where, name, value } = secret;
    const shape = before?.shape ?? sampleShape(value);
    counts.set(key, { key, kind, where, name, shape, spared: kept.has(key), count: (before?.count ?? 0) + 1 });
  };
  const remember = createMemory(count);
  const found = (secrets: Secret[]): Found => {
    return (secret) => {
      secrets.push(secret);
      return kept.has(keyOf(secret)) ? secret.value : MARK;
    };
  };
  const url = (text: string) => remember(`u ${text}`, (secrets) => scrubUrl(text, isNamed, found(secrets)));
  const value = (name: string, text: string) =>
    remember(`h ${name} ${text}`, (secrets) => scrubHeader(name, text, isNamed, found(secrets)));
  const headers = (list: HeaderList) => mapped(list, (header) => scrubbedHeader(header, value));
  return {
    scrub: (exchange) => scrubExchange(exchange, url, headers),
    findings: () => [...counts.values()].sort((a, b) => b.count - a.count || a.key.localeCompare(b.key)),
  };
}

function keyOf({ kind, where, name }: Secret): string {
  return `${kind} ${where} ${name.toLowerCase()}`;
}

/** As many texts as a large recording has different ones; beyond that they are read again. */
const MOST_REMEMBERED = 50_000;

function createMemory(count: (secret: Secret) => void): (key: string, read: (secrets: Secret[]) => string) => string {
  const known = new Map<string, { readonly text: string; readonly secrets: readonly Secret[] }>();
  return (key, read) => {
    let entry = known.get(key);
    if (entry === undefined) {
      const secrets: Secret[] = [];
      entry = { text: read(secrets), secrets };
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(key, entry);
    }
    entry.secrets.forEach(count);
    return entry.text;
  };
}

function scrubHeader(name: string, value: string, isNamed: (name: string) => boolean, found: Found): string {
  if (value === "" || isMark(value) || isNeeded(name)) return value;
  // Where a redirect leads decides, so not even its name can give it away; what hangs on its URL can go.
  if (name.toLowerCase() === "location") return scrubUrl(value, isNamed, found);
  if (CREDENTIAL.test(name)) return found({ kind: "credential", where: "header", name, value });
  if (SECRET_HEADER.test(name) || isNamed(name)) return found({ kind: "named", where: "header", name, value });
  if (URL_HEADER.test(name) && !/[\s,<]/.test(value)) return scrubUrl(value, isNamed, found);
  // The password of a URL would look like the beginning of an address.
  if (/:\/\/[^/\s]*@/.test(value)) return value;
  return scrubShapes(value, (kind, secret) => found({ kind, where: "header", name, value: secret }));
}

function scrubbedHeader(header: Header, scrub: (name: string, value: string) => string): Header {
  const [name, value, fullLength] = header;
  const scrubbed = scrub(name, value);
  if (scrubbed === value) return header;
  return fullLength === undefined ? [name, scrubbed] : [name, scrubbed, fullLength];
}

function scrubExchange(exchange: Exchange, url: (text: string) => string, headers: (list: HeaderList) => HeaderList): Exchange {
  const hop = (one: Hop): Hop => {
    const [to, sent] = [url(one.url), one.sent && headers(one.sent.headers)];
    const reply = one.response && keepApart(one, to, headers(one.response.headers));
    if (to === one.url && sent === (one.sent?.headers ?? null) && reply === (one.response?.headers ?? null)) return one;
    return {
      ...one,
      url: to,
      sent: one.sent && sent && { ...one.sent, headers: sent },
      response: one.response && reply && { ...one.response, headers: reply },
    };
  };
  const transaction = (one: Transaction): Transaction => {
    const hops = mapped(one.hops, hop);
    return hops === one.hops ? one : { ...one, hops };
  };
  const main = exchange.main && transaction(exchange.main);
  const preflights = mapped(exchange.preflights, (claimed) => {
    const scrubbed = transaction(claimed.transaction);
    return scrubbed === claimed.transaction ? claimed : { ...claimed, transaction: scrubbed };
  });
  const site = exchange.witness?.callSite;
  const callSite = site === undefined ? undefined : url(site);
  if (main === exchange.main && preflights === exchange.preflights && callSite === site) return exchange;
  const witness = exchange.witness === undefined || callSite === undefined ? {} : { witness: { ...exchange.witness, callSite } };
  return { ...exchange, main, preflights, ...witness };
}

/** The same array where nothing changed. */
function mapped<T>(list: readonly T[], map: (item: T) => T): readonly T[] {
  const items = list.map(map);
  return items.every((item, index) => item === list[index]) ? list : items;
}
