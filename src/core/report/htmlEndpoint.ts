import type { Exchange, Hop } from "../exchange/exchange";
import type { HeaderList } from "../exchange/networkEvent";
import type { Policy, Remedy, Snippet, Stack } from "../remedy/policy";
import { preflightHop, refusedPart } from "../remedy/refused";
import { headers as headersStack } from "../remedy/stacks/headers";
import { likelyStack } from "../remedy/stacks/likely";
import type { Judged } from "./corsFields";
import { curlLine } from "./curl";
import type { Endpoint } from "./endpoints";
import { type Html, html, NOTHING, sentenceOf, text } from "./html";
import { ladder } from "./htmlLadder";
import { printed } from "./printed";
import { timelineSvg } from "./timelineSvg";

/** The recipe to show for an endpoint; null: whatever its reply looks like. */
export type StackOf = (judged: Judged) => Stack | null;

/** A value of the recording. */
const seen = (value: string): Html => text(printed(value));

/** A sentence of ours that quotes it. */
const said = (sentence: string): Html => sentenceOf(printed(sentence));

export function endpointSection({ first, count }: Endpoint, chosen: Stack | null, number: number): Html {
  const { exchange, diagnosis, remedy } = first;
  const part = refusedPart(exchange, diagnosis);
  const stack = chosen ?? likelyStack(part?.reply?.headers ?? []);
  const { ownWord } = diagnosis;
  const why = whyOf(first);
  const advice = remedy.advice.map((one) => html`<li>${said(one)}</li>`);
  const curl = curlLine(exchange, diagnosis);
  const id = text(anchorOf(number));
  return html`<section class="endpoint" id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${seen(titleOf(first))}</h2>
<p>${verdictTag(first)}${why === null ? NOTHING : html` <code>${seen(why)}</code>`} <span class="quiet">${text(diagnosis.certainty)}${count > 1 ? html`, ${text(count)} times` : NOTHING}</span></p>
<p class="lead">${said(diagnosis.sentence)}</p>${
    ownWord === null
      ? NOTHING
      : html`
<p>The browser's word: <code>${seen(ownWord.key)}</code>, ${seen(ownWord.text)} (<a href="${text(ownWord.page)}">MDN</a>)</p>`
  }
${diagnosis.ladder.length === 0 ? NOTHING : html`<h3>Checks, in the browser's order</h3>${ladder(diagnosis.ladder)}`}
<h3>Fix <span class="quiet">${text(PARTIES[remedy.party])}</span></h3><p>${said(remedy.summary)}</p>${advice.length === 0 ? NOTHING : html`<ul>${advice}</ul>`}
${remedy.policy === null ? NOTHING : recipes(remedy.policy, stack)}
${curl === null ? NOTHING : html`<h3>The server's answer without a browser</h3><pre>${text(curl)}</pre>`}
<h3>Headers as seen</h3>${headerSets(exchange, part?.hop ?? 0)}
<h3>Timeline</h3>${timelineSvg(exchange, diagnosis)}
</section>
`;
}

const PARTIES: Readonly<Record<Remedy["party"], string>> = {
  server: "on the server",
  client: "in the page",
  proxy: "on the proxy",
  nobody: "",
};

export function anchorOf(number: number): string {
  return `endpoint-${number}`;
}

export function titleOf({ exchange, diagnosis }: Judged): string {
  const part = refusedPart(exchange, diagnosis);
  return `${part?.method ?? ""} ${part?.url ?? ""}`.trim();
}

export function verdictTag({ diagnosis: { verdict } }: Judged): Html {
  return html`<span class="tag tag-${text(verdict)}">${text(verdict === "not-cors" ? "not CORS" : verdict)}</span>`;
}

/** The browser's own name for it, or ours where CORS was not the cause. */
export function whyOf({ diagnosis }: Judged): string | null {
  return diagnosis.reason ?? diagnosis.notCors;
}

function headerSets(exchange: Exchange, index: number): Html {
  const preflight = preflightHop(exchange, index);
  const main = exchange.main?.hops[index] ?? null;
  const sets = [...(preflight === null ? [] : hopTables("Preflight", preflight)), ...(main === null ? [] : hopTables("Request", main))];
  return html`${sets}`;
}

function hopTables(title: string, { method, url, sent, response }: Hop): Html[] {
  if (sent === null && response === null) return [html`<p>${text(title)} ${text(method)}: it never left the browser.</p>`];
  const request =
    sent === null ? html`<p>${text(title)}: its headers were not seen.</p>` : table(`${title}: ${method} ${url}`, sent.headers);
  const reply =
    response === null ? html`<p>No reply to it was seen.</p>` : table(`Reply: ${response.statusLine || response.status}`, response.headers);
  return [request, reply];
}

/** More are noise on purpose. */
const MOST_HEADERS = 200;

function table(caption: string, list: HeaderList): Html {
  const rows = list.slice(0, MOST_HEADERS).map(([name, value]) => html`<tr><th scope="row">${seen(name)}</th><td>${seen(value)}</td></tr>`);
  if (rows.length === 0) return html`<p>${seen(caption)}: no headers.</p>`;
  return html`<table><caption>${seen(caption)}</caption><tbody>${rows}</tbody></table>`;
}

function recipes(policy: Policy, stack: Stack): Html {
  const both = stack.id === headersStack.id ? [headersStack] : [stack, headersStack];
  return html`${both.map((one) => recipe(policy, one))}`;
}

function recipe(policy: Policy, stack: Stack): Html {
  const rendered = stack.render(policy);
  if (!rendered.ok) return html`<h4>${text(stack.title)}</h4><p>${seen(rendered.refusal)}</p>`;
  const install = stack.install === "" ? NOTHING : html`<pre>${text(stack.install)}</pre>`;
  return html`<h4>${text(stack.title)}</h4><p>${said(stack.placement)}</p>${install}${rendered.snippets.map(snippetBlock)}<p>${said(stack.restart)}</p>`;
}

function snippetBlock({ file, where, text: code }: Snippet): Html {
  return html`<div class="snippet"><p><code>${text(file)}</code>, ${text(where)}:</p><pre>${text(code)}</pre></div>`;
}
