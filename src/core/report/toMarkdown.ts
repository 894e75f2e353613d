import { CAUSE_SENTENCES, type Cause } from "../diagnosis/causeTexts";
import type { Failure } from "../diagnosis/diagnosis";
import type { Exchange, Hop } from "../exchange/exchange";
import type { HeaderList } from "../exchange/networkEvent";
import type { Policy, Snippet, Stack } from "../remedy/policy";
import { preflightHop, refusedPart } from "../remedy/refused";
import { reflectionsIn } from "../remedy/risksReflection";
import { headers as headersStack } from "../remedy/stacks/headers";
import { likelyStack } from "../remedy/stacks/likely";
import type { Judged } from "./corsFields";
import { curlLine } from "./curl";
import { type Endpoint, groupByEndpoint, isTrouble } from "./endpoints";
import { isoTime } from "./harEntry";
import { code, fence, prose } from "./markdownText";
import { preflightSection } from "./preflightSection";
import { printed } from "./printed";
import type { RecordingInfo } from "./recording";
import { judge } from "./toHar";

/** Longer reports are read by nobody; the HAR holds the rest. */
const MOST_ENDPOINTS = 40;

/** A report to paste into an issue: what was blocked by cause, then one section per endpoint with the fix. `stack`: the recipe beside plain headers. */
export function toMarkdown(exchanges: readonly Exchange[], info: RecordingInfo, stack?: Stack): string {
  const reflections = reflectionsIn(exchanges);
  const judged = exchanges
    .filter(({ main, preflights }) => main !== null || preflights.length > 0)
    .map((exchange) => judge(exchange, info, reflections));
  const endpoints = groupByEndpoint(judged.filter(isTrouble));
  const sections = endpoints.slice(0, MOST_ENDPOINTS).map((group) => endpointSection(group, stack));
  const left = endpoints.length - sections.length;
  const rest = left > 0 ? [`${left} more endpoints are in the HAR report.`] : [];
  return `${[...summary(judged, info), ...sections, ...rest, ...preflightSection(exchanges)].join("\n\n")}\n`;
}

function summary(judged: readonly Judged[], info: RecordingInfo): string[] {
  const count = (verdict: string): number => judged.filter(({ diagnosis }) => diagnosis.verdict === verdict).length;
  const lines = [
    "# CORS report",
    `${judged.length} requests: ${count("blocked")} blocked by CORS, ${count("not-cors")} failed for another reason, ${count("allowed")} allowed, ${count("unknown")} undetermined. ` +
      `Recorded in ${code(`${info.browser.name} ${info.browser.version}`.trim())} from ${isoTime(info.recordedFrom)} to ${isoTime(info.recordedTo)}.`,
  ];
  const causes = new Map<string, number>();
  for (const { diagnosis } of judged) {
    if (diagnosis.verdict !== "blocked") continue;
    const cause = diagnosis.cause ?? diagnosis.reason ?? "unknown";
    causes.set(cause, (causes.get(cause) ?? 0) + 1);
  }
  if (causes.size > 0)
    lines.push(
      [...causes]
        .sort((a, b) => b[1] - a[1])
        .map(
          ([cause, times]) => `- ${times} × ${code(cause)}${cause in CAUSE_SENTENCES ? `: ${prose(CAUSE_SENTENCES[cause as Cause])}` : ""}`,
        )
        .join("\n"),
    );
  return lines;
}

function endpointSection({ first, count }: Endpoint, stack: Stack | undefined): string {
  const { exchange, diagnosis, remedy } = first;
  const part = refusedPart(exchange, diagnosis);
  const title = `## ${code(printed(`${part?.method ?? ""} ${part?.url ?? ""}`.trim()))}${count > 1 ? `, ${count} times` : ""}`;
  const lines = [title, prose(printed(diagnosis.sentence))];
  if (diagnosis.reason !== null) lines.push(`Reason: ${code(diagnosis.reason)} (${diagnosis.certainty}).`);
  if (diagnosis.failures.length > 0) lines.push(`Checks that fail:\n\n${diagnosis.failures.map(failureLine).join("\n")}`);
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
