import { readReport } from "../../src/core/report/readReport";
import { toHar } from "../../src/core/report/toHar";
import { harProblems } from "../harness/harSchema";
import { INFO, type Left } from "./house";

/** What is wrong with the papers that left the house; empty when nothing is. */
export function paperProblems({ har, markdown, html, transcript, exchanges }: Left, mean: boolean): string[] {
  return [
    ...harProblems(JSON.parse(har)).map((problem) => `HAR schema: ${problem}`),
    ...readsAgain("HAR", har, exchanges.length, mean),
    ...readsAgain("transcript", transcript, exchanges.length, mean),
    ...markdownProblems(markdown),
    ...htmlProblems(html),
  ];
}

/** What is read again and written again is the same; of what no browser tells only as much as can be. */
function readsAgain(what: "HAR" | "transcript", text: string, count: number, mean: boolean): string[] {
  const read = readReport(text);
  if (!read.ok) return [`${what} is not read again: ${read.problem}`];
  if (read.skipped > 0) return [`${what}: ${read.skipped} skipped when read again`];
  if (mean) return [];
  if (what === "transcript")
    return read.exchanges.length === count ? [] : [`transcript: ${read.exchanges.length} of ${count} are read again`];
  const again = JSON.stringify(toHar(read.exchanges, { ...INFO, ...read.recorded }));
  return again === text ? [] : [`HAR is another when it is written again: ${firstDifference(text, again)}`];
}

function firstDifference(a: string, b: string): string {
  let at = 0;
  while (a[at] === b[at]) at++;
  return JSON.stringify([a.slice(Math.max(0, at - 60), at + 60), b.slice(Math.max(0, at - 60), at + 60)]);
}

/**
 * Blocks as CommonMark reads them: a fence ends at a line of as many backticks. Outside of fences and of code spans only our own words and
 * links may stand.
 */
export function markdownProblems(markdown: string): string[] {
  const problems: string[] = [];
  let fence: string | null = null;
  for (const line of markdown.split(/\r\n|\n|\r/)) {
    if (fence !== null) {
      const close = /^ {0,3}(`{3,})[ \t]*$/.exec(line)?.[1];
      if (close !== undefined && close.length >= fence.length) fence = null;
      continue;
    }
    const open = /^ {0,3}(`{3,}|~{3,})([^`]*)$/.exec(line);
    if (open !== null) {
      fence = open[1] ?? "";
      if (!/^(?:[a-z]+)$/.test(open[2] ?? "")) problems.push(`Markdown: a fence that is not ours: ${JSON.stringify(line)}`);
      continue;
    }
    const bare = withoutCode(line).replaceAll(/ \(\[standard\]\(https:\/\/[a-z.]+\/[\w#%./-]*\)\)/g, "");
    if (/[<>&[\]!@\\~]|(?<!\*)\*(?!\*)|https?:|javascript:|`|#\d/i.test(bare.replace(/^#+ /, ""))) {
      problems.push(`Markdown outside of code: ${JSON.stringify(line.slice(0, 300))}`);
    }
  }
  if (fence !== null) problems.push("Markdown: a fence that never ends");
  return problems;
}

/** A code span ends at a run of as many backticks as began it. */
function withoutCode(line: string): string {
  let rest = line;
  let bare = "";
  for (;;) {
    const open = /`+/.exec(rest);
    if (open === null) return bare + rest;
    const ticks = open[0];
    const inside = rest.slice(open.index + ticks.length);
    const close = new RegExp(`(?<!\`)${ticks}(?!\`)`).exec(inside);
    if (close === null) return bare + rest;
    bare += `${rest.slice(0, open.index)}CODE`;
    rest = inside.slice(close.index + ticks.length);
  }
}

const NAMES = "class|id|aria-labelledby|aria-label|aria-hidden|role|scope|x|x1|x2|y|y1|y2|width|height|viewBox|text-anchor";
const ATTRIBUTES = `(?: (?:(?:${NAMES})="[^"<>]*"|href="(?:#[\\w-]+|https://[a-z.]+/[\\w#%./-]*)"))*`;
const TAGS =
  "section|header|footer|div|h1|h2|h3|h4|p|span|a|br|wbr|code|ol|ul|li|pre|table|caption|thead|tbody|tr|th|td|svg|rect|line|text|strong|main|body|html";
const OURS = new RegExp(`^<(?:/(?:${TAGS})>|(?:${TAGS})${ATTRIBUTES}/?>)`);

/** Every `<` begins a tag that we write, with attributes that we write; the head is ours to the letter. */
export function htmlProblems(html: string): string[] {
  const body = html.indexOf("</head><body>");
  if (body < 0) return ["HTML: no head of ours"];
  const rest = html.slice(body + "</head>".length);
  const problems: string[] = [];
  for (let at = rest.indexOf("<"); at >= 0; at = rest.indexOf("<", at + 1)) {
    if (!OURS.test(rest.slice(at, at + 20_000))) problems.push(`HTML: not ours: ${JSON.stringify(rest.slice(at, at + 120))}`);
  }
  if (/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u.test(rest)) problems.push("HTML: characters that change how text is shown");
  return problems;
}
