import type { Diagnosis, Failure, Rung } from "../diagnosis/diagnosis";
import type { Exchange, Hop } from "../exchange/exchange";
import type { HeaderList } from "../exchange/networkEvent";
import type { Policy, Snippet, Stack } from "../remedy/policy";
import { preflightHop, refusedPart } from "../remedy/refused";
import { reflectionsIn } from "../remedy/risksReflection";
import { headers as headersStack } from "../remedy/stacks/headers";
import { likelyStack } from "../remedy/stacks/likely";
import type { Judged } from "./corsFields";
import { curlLine } from "./curl";
import type { Endpoint } from "./endpoints";
import { isoTime } from "./harEntry";
import type { StackOf } from "./htmlEndpoint";
import { judge } from "./judged";
import { code, fence, prose } from "./markdownText";
import { preflightSection } from "./preflightSection";
import { printed } from "./printed";
import type { RecordingInfo } from "./recording";
import { Tally } from "./tally";

/** Longer reports are read by nobody; the HAR holds the rest. */
const MOST_ENDPOINTS = 40;

/** A report to paste into an issue: what was blocked by cause, then one section per endpoint with the fix. */
export function toMarkdown(exchanges: readonly Exchange[], info: RecordingInfo, stackOf: StackOf = () => null): string {
  return [...markdownParts(exchanges, info, stackOf)].join("");
}

/** The same report in steps: an empty text for each exchange that was judged, then piece by piece. */
export function* markdownParts(exchanges: readonly Exchange[], info: RecordingInfo, stackOf: StackOf): Generator<string, void, void> {
  const reflections = reflectionsIn(exchanges);
  const tally = new Tally();
  const preflighted = new Map<Exchange, Diagnosis>();
  for (const exchange of exchanges) {
    if (exchange.main !== null || exchange.preflights.length > 0) {
      const judged = judge(exchange, info, reflections);
      tally.add(judged);
      if (mayNeedPreflight(judged)) preflighted.set(exchange, judged.diagnosis);
    }
    yield "";
  }
  yield summary(tally, info).join("\n\n");
  const endpoints = tally.endpoints();
  for (const group of endpoints.slice(0, MOST_ENDPOINTS)) yield `\n\n${endpointSection(group, stackOf(group.first))}`;
  const left = endpoints.length - MOST_ENDPOINTS;
  if (left > 0) yield `\n\n${left} more endpoints are in the HAR report.`;
  for (const part of preflightSection(preflighted)) yield `\n\n${part}`;
  yield "\n";
}

function mayNeedPreflight({ exchange: { main, preflights }, diagnosis }: Judged): boolean {
  return preflights.length > 0 || diagnosis.preflight.needed || (main?.hops.length ?? 0) > 1;
}

function summary(tally: Tally, info: RecordingInfo): string[] {
  const browser = code(`${info.browser.name} ${info.browser.version}`.trim());
  const lines = [
    "# CORS report",
    `${tally.sentence()} Recorded in ${browser} from ${isoTime(info.recordedFrom)} to ${isoTime(info.recordedTo)}.`,
  ];
  const causes = tally.causes().map(({ cause, count, sentence }) => {
    return `- ${count} × ${code(cause)}${sentence === null ? "" : `: ${prose(sentence)}`}`;
  });
  if (causes.length > 0) lines.push(causes.join("\n"));
  return lines;
}

function endpointSection({ first, count }: Endpoint, stack: Stack | null): string {
  const { exchange, diagnosis, remedy } = first;
  const part = refusedPart(exchange, diagnosis);
  const title = `## ${code(printed(`${part?.method ?? ""} ${part?.url ?? ""}`.trim()))}${count > 1 ? `, ${count} times` : ""}`;
  const lines = [title, prose(printed(diagnosis.sentence))];
  const { ownWord } = diagnosis;
  if (ownWord !== null) lines.push(`The browser's word: ${code(ownWord.key)}, ${code(printed(ownWord.text))} ([MDN](${ownWord.page})).`);
  if (diagnosis.reason !== null) lines.push(`Reason: ${code(diagnosis.reason)} (${diagnosis.certainty}).`);
  if (diagnosis.failures.length > 0) lines.push(`Checks that fail:\n\n${diagnosis.failures.map(failureLine).join("\n")}`);
  if (diagnosis.ladder.length > 0)
    lines.push("Checks in the browser's order:", fence("text", printed(diagnosis.ladder.map(rungLine).join("\n"))));
  lines.push(...headerBlocks(exchange, part?.hop ?? 0));
  lines.push(`**Fix** (${remedy.party}): ${prose(printed(remedy.summary))}`);
  if (remedy.advice.length > 0) lines.push(remedy.advice.map((advice) => `- ${prose(printed(advice))}`).join("\n"));
  if (remedy.policy !== null) lines.push(...snippets(remedy.policy, stack ?? likelyStack(part?.reply?.headers ?? [])));
  const curl = curlLine(exchange, diagnosis);
  if (curl !== null) lines.push("See the server's answer without a browser:", fence("sh", curl));
  return lines.join("\n\n");
}

function failureLine({ step, reason, expected, got, spec }: Failure): string {
  const link = /^https:\/\/[a-z.]+\/[\w#%./-]*$/.test(spec) ? ` ([standard](${spec}))` : "";
  return `- ${code(step)}, ${code(reason)}: expected ${code(printed(expected))}, got ${code(printed(got))}${link}`;
}

const RUNGS: Readonly<Record<Rung["status"], string>> = {
  passed: "[pass]",
  failed: "[FAIL]",
  "would-fail": "[next]",
  "not-reached": "[    ]",
  "not-run": "[?   ]",
};

function rungLine({ status, stage, label }: Rung): string {
  return oneLine(`${RUNGS[status]} ${stage}: ${label}`);
}

function headerBlocks(exchange: Exchange, index: number): string[] {
  const preflight = preflightHop(exchange, index);
  const main = exchange.main?.hops[index] ?? null;
  const blocks = [
    ...(preflight === null ? [] : [transcript(preflight)]),
    ...(main === null || main.sent === null ? [] : [transcript(main)]),
  ];
  return blocks.length === 0 ? [] : ["As seen:", ...blocks];
}

const TELLING =
  /^(?:access-control-.*|origin|vary|location|server|via|allow|content-type|www-authenticate|authorization|cookie|sec-fetch-.*|x-powered-by|x-cache|age)$/i;

/** Request and reply with the headers that CORS is decided by or that tell who wrote them. */
function transcript(hop: Hop): string {
  const request = [`${hop.method} ${hop.url}`, ...headerLines(hop.sent?.headers ?? [])];
  const reply =
    hop.response === null
      ? ["(no reply seen)"]
      : [hop.response.statusLine || String(hop.response.status), ...headerLines(hop.response.headers)];
  return fence("http", printed([...request, "", ...reply].map(oneLine).join("\n")));
}

function headerLines(list: HeaderList): string[] {
  return list.filter(([name]) => TELLING.test(name)).map(([name, value]) => `${name}: ${value}`);
}

function oneLine(text: string): string {
  return (text.length > 1000 ? `${text.slice(0, 1000)}…` : text).replaceAll("\n", "\\n");
}

function snippets(policy: Policy, stack: Stack): string[] {
  return [headersStack, ...(stack.id === headersStack.id ? [] : [stack])].flatMap((one) => {
    const rendered = one.render(policy);
    if (!rendered.ok) return [`${one.title}: ${rendered.refusal}`];
    const install = one.install === "" ? [] : [fence("sh", one.install)];
    return [`${one.title}. ${one.placement}`, ...install, ...rendered.snippets.flatMap(snippetBlock), one.restart];
  });
}

function snippetBlock({ file, where, language, text }: Snippet): string[] {
  return [`${code(file)}, ${where}:`, fence(language, text)];
}
