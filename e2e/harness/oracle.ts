import type { BrowserContext, Page } from "playwright";
import { Children, letChildrenWait } from "./oracleChildren";
import { asParams, type Params } from "./params";
import { until } from "./poll";

/** The browser's own reason, as the DevTools Protocol gives it to no extension. */
export interface Word {
  readonly corsError: string;
  readonly failedParameter: string;
}

export interface SeenRequest {
  /** Redirects keep the id: every URL of the chain, in order. */
  readonly urls: readonly string[];
  readonly method: string;
  /** Id of the request that this preflight was sent for; null for any other request. */
  readonly preflightFor: string | null;
  readonly id: string;
  /** Null while it is under way. */
  readonly end: { readonly error: string | null; readonly word: Word | null } | null;
}

export interface Oracle {
  /** Requests with `urlPart` in one of their URLs, preflights apart, in the order of their start. */
  requestsFor(urlPart: string): readonly SeenRequest[];
  /** The reason for which the last of these was blocked; null when CORS blocked none. */
  wordFor(urlPart: string): Word | null;
  /** Every preflight with the request it was sent for, as the browser itself paired them. */
  preflightPairs(): readonly { readonly preflight: SeenRequest; readonly main: SeenRequest }[];
  /** Settles when a request with `urlPart` is there and none of them is under way any more. */
  finished(urlPart: string): Promise<void>;
  close(): Promise<void>;
}

interface Mutable {
  urls: string[];
  method: string;
  preflightFor: string | null;
  id: string;
  end: { error: string | null; word: Word | null } | null;
}

const asText = (value: unknown): string => (typeof value === "string" ? value : "");

function asWord(status: unknown): Word | null {
  const { corsError, failedParameter } = asParams(status);
  return typeof corsError === "string" ? { corsError, failedParameter: asText(failedParameter) } : null;
}

/**
 * Listens to the page and to its workers and out-of-process frames. These start without waiting for us (Playwright, who listens as well,
 * lets them go); a page that cares asks `window.childIsHeard()` before it lets a new one send, as the playground does.
 * Shared and service workers are targets of their own and not heard.
 */
export async function oracle(context: BrowserContext, page: Page): Promise<Oracle> {
  const requests = new Map<string, Mutable>();
  const issues: { url: string; word: Word }[] = [];
  const session = await context.newCDPSession(page);

  // Request ids are the browser's, not the session's: the preflight of a worker's request is told to the page, the request to the worker.
  const handle = (method: string, params: Params): void => {
    const id = asText(params.requestId);
    if (method === "Network.requestWillBeSent") started(requests, id, params);
    else if (method === "Network.loadingFinished") finish(requests, id, null, null);
    else if (method === "Network.loadingFailed") finish(requests, id, asText(params.errorText), asWord(params.corsErrorStatus));
    else if (method === "Audits.issueAdded") {
      const details = asParams(asParams(asParams(params.issue).details).corsIssueDetails);
      const word = asWord(details.corsErrorStatus);
      if (word !== null && details.isWarning !== true) issues.push({ url: asText(asParams(details.request).url), word });
    }
  };

  for (const event of ["Network.requestWillBeSent", "Network.loadingFinished", "Network.loadingFailed", "Audits.issueAdded"] as const) {
    session.on(event, (params: unknown) => handle(event, asParams(params)));
  }
  const children = new Children(session, handle);
  await children.listen();
  await letChildrenWait(page, children);
  await session.send("Network.enable");
  await session.send("Audits.enable");

  const all = (): readonly Mutable[] => [...requests.values()];
  const requestsFor = (urlPart: string): readonly Mutable[] =>
    all().filter(({ preflightFor, urls }) => preflightFor === null && urls.some((url) => url.includes(urlPart)));
  return {
    requestsFor,
    wordFor(urlPart) {
      const words = requestsFor(urlPart).flatMap(({ end }) => (end?.word ? [end.word] : []));
      return words.at(-1) ?? issues.findLast(({ url }) => url.includes(urlPart))?.word ?? null;
    },
    preflightPairs: () =>
      all().flatMap((preflight) => {
        const main = preflight.preflightFor === null ? undefined : requests.get(preflight.preflightFor);
        return main === undefined ? [] : [{ preflight, main }];
      }),
    async finished(urlPart) {
      await until(`the end of ${urlPart}`, () => {
        const found = requestsFor(urlPart);
        return found.length > 0 && found.every(({ end }) => end !== null) ? true : null;
      });
    },
    close: () => session.detach(),
  };
}

function started(requests: Map<string, Mutable>, id: string, params: Params): void {
  const request = asParams(params.request);
  const url = asText(request.url);
  const known = requests.get(id);
  if (known !== undefined) {
    known.urls.push(url);
    known.method = asText(request.method);
    return;
  }
  const initiator = asParams(params.initiator);
  const isPreflight = initiator.type === "preflight";
  requests.set(id, {
    urls: [url],
    method: asText(request.method),
    preflightFor: isPreflight ? asText(initiator.requestId) : null,
    id,
    end: null,
  });
}

function finish(requests: Map<string, Mutable>, id: string, error: string | null, word: Word | null): void {
  const request = requests.get(id);
  if (request !== undefined) request.end = { error, word };
}
