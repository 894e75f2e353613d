import type { Exchange } from "../exchange/exchange";
import { reflectionsIn } from "../remedy/risksReflection";
import type { Endpoint } from "./endpoints";
import { isoTime } from "./harEntry";
import { type Html, html, NOTHING, sentenceOf, text } from "./html";
import { anchorOf, endpointSection, type StackOf, titleOf, verdictTag, whyOf } from "./htmlEndpoint";
import { STYLE, STYLE_HASH } from "./htmlStyle";
import { judge } from "./judged";
import { printed } from "./printed";
import type { RecordingInfo } from "./recording";
import { Tally } from "./tally";

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
  const endpoints = tally.endpoints();
  const shown = endpoints.slice(0, MOST_ENDPOINTS);
  yield pageHead().markup;
  yield summary(tally, info).markup;
  if (shown.length > 1) yield contents(shown).markup;
  for (const [index, endpoint] of shown.entries()) yield endpointSection(endpoint, stackOf(endpoint.first), index + 1).markup;
  const left = endpoints.length - shown.length;
  if (left > 0) yield html`<p>${text(left)} more endpoints are in the HAR report.</p>`.markup;
  yield html`<footer class="quiet">Written by Corscope ${text(info.extensionVersion)}. Secrets were taken out before this page was saved.</footer></main></body></html>
`.markup;
}

function pageHead(): Html {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${text(STYLE_HASH)}'; base-uri 'none'; form-action 'none'"><meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width"><title>CORS report</title><style>${STYLE}</style></head><body><main>`;
}

function summary(tally: Tally, info: RecordingInfo): Html {
  const browser = `${info.browser.name} ${info.browser.version}`.trim();
  const causes = tally.causes().map(({ cause, count, sentence }) => {
    const words = sentence === null ? NOTHING : html`<br>${sentenceOf(sentence)}`;
    return html`<li><span class="count">${text(count)} ×</span> <code>${text(cause)}</code>${words}</li>`;
  });
  const list = causes.length === 0 ? NOTHING : html`<h2>Blocked, by cause</h2><ul class="causes">${causes}</ul>`;
  return html`<header><h1>CORS report</h1><p class="lead">${text(tally.sentence())}</p><p class="quiet">Recorded in ${text(browser)}, ${text(moment(info.recordedFrom))} to ${text(moment(info.recordedTo))} UTC.</p></header>${list}`;
}

function moment(at: number): string {
  return isoTime(at).slice(0, 19).replace("T", " ");
}

/** A name of several words without a blank, as browsers have them: it breaks between its words where it has to. */
function nameOf(name: string): Html {
  return html`${name.split(/(?<=\p{Ll})(?=\p{Lu})/u).map((word, index) => (index === 0 ? text(word) : html`<wbr>${text(word)}`))}`;
}

function contents(endpoints: readonly Endpoint[]): Html {
  const rows = endpoints.map(({ first, count }, index) => {
    const why = whyOf(first);
    return html`<tr><td>${verdictTag(first)}</td><th scope="row"><a href="#${text(anchorOf(index + 1))}">${text(printed(titleOf(first)))}</a></th><td>${why === null ? NOTHING : nameOf(printed(why))}</td><td class="times">${text(count)}</td></tr>`;
  });
  return html`<h2>Endpoints</h2><table class="contents"><thead><tr><th scope="col">Verdict</th><th scope="col">Request</th><th scope="col">Reason</th><th scope="col" class="times">Times</th></tr></thead><tbody>${rows}</tbody></table>`;
}
