import type { Exchange } from "../exchange/exchange";
import { reflectionsIn } from "../remedy/risksReflection";
import { isoTime } from "./harEntry";
import { type Html, html, NOTHING, sentenceOf, text } from "./html";
import { endpointSection, type StackOf } from "./htmlEndpoint";
import { STYLE, STYLE_HASH } from "./htmlStyle";
import type { RecordingInfo } from "./recording";
import { Tally } from "./tally";
import { judge } from "./toHar";

/** Longer pages are read by nobody; the HAR holds the rest. */
const MOST_ENDPOINTS = 200;

/** One page that opens from disk: no script, no request, one style. For a colleague who has nothing but a browser. */
export function toHtml(exchanges: readonly Exchange[], info: RecordingInfo, stackOf: StackOf = () => null): string {
  return [...htmlParts(exchanges, info, stackOf)].join("");
}

/** The same page in steps: an empty text for each exchange that was judged, then piece by piece. */
export function* htmlParts(exchanges: readonly Exchange[], info: RecordingInfo, stackOf: StackOf): Generator<string, void, void> {
  const reflections = reflectionsIn(exchanges);
  const tally = new Tally();
  for (const exchange of exchanges) {
    if (exchange.main !== null || exchange.preflights.length > 0) tally.add(judge(exchange, info, reflections));
    yield "";
  }
  yield pageHead().markup;
  yield summary(tally, info).markup;
  const endpoints = tally.endpoints();
  for (const [index, endpoint] of endpoints.slice(0, MOST_ENDPOINTS).entries()) {
    yield endpointSection(endpoint, stackOf(endpoint.first), index + 1).markup;
  }
  const left = endpoints.length - MOST_ENDPOINTS;
  if (left > 0) yield html`<p>${text(left)} more endpoints are in the HAR report.</p>`.markup;
  yield html`</main></body></html>
`.markup;
}

function pageHead(): Html {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${text(STYLE_HASH)}'; base-uri 'none'; form-action 'none'"><meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width"><title>CORS report</title><style>${STYLE}</style></head><body><main>`;
}

function summary(tally: Tally, info: RecordingInfo): Html {
  const browser = `${info.browser.name} ${info.browser.version}`.trim();
  const causes = tally.causes().map(({ cause, count, sentence }) => {
    return html`<li>${text(count)} × <code>${text(cause)}</code>${sentence === null ? NOTHING : html`: ${sentenceOf(sentence)}`}</li>`;
  });
  return html`<h1>CORS report</h1><p>${text(tally.sentence())}</p><p class="quiet">Recorded in ${text(browser)} from ${text(isoTime(info.recordedFrom))} to ${text(isoTime(info.recordedTo))}.</p>${causes.length === 0 ? NOTHING : html`<h2>Blocked, by cause</h2><ul>${causes}</ul>`}`;
}
