import type { Exchange } from "../core/exchange/exchange";
import { reflectionsIn } from "../core/remedy/risksReflection";
import { headers } from "../core/remedy/stacks/headers";
import type { Judged } from "../core/report/corsFields";
import { isTrouble } from "../core/report/endpoints";
import type { FromHar } from "../core/report/fromHar";
import { judge, UNKNOWN_BROWSER } from "../core/report/judged";
import { ReportReader } from "../core/report/readReport";
import type { RecordingInfo } from "../core/report/recording";
import { createReportRedactor, STANDARD_CHOICE } from "../core/report/redact";
import { toHar } from "../core/report/toHar";
import { toHtml } from "../core/report/toHtml";
import { toMarkdown } from "../core/report/toMarkdown";
import { type Command, parseArgs, USAGE } from "./args";
import { policiesFor } from "./policies";
import { recipeText } from "./recipe";
import { paint, terminalJson, terminalText } from "./terminal";
import { TextReport } from "./textReport";

/** Everything the command line wants of its process, so that tests can stand in for one. */
export interface Io {
  readonly version: string;
  readonly colours: boolean;
  /** The file in pieces, so that a large one is never held as a whole. Throws, as node:fs does, when there is nothing to read. */
  readonly read: (file: string) => AsyncIterable<string>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export type ExitCode = 0 | 1 | 2;

export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const command = parseArgs(argv);
  if (command.kind === "print") {
    io.out(command.text === "help" ? USAGE : `${io.version}\n`);
    return 0;
  }
  if (command.kind === "unusable") return complain(io, `${command.problem}\n\n${USAGE}`);
  const reader = new ReportReader();
  try {
    for await (const piece of io.read(command.file)) reader.push(piece);
  } catch (error) {
    return complain(io, `Cannot read ${command.file === "-" ? "standard input" : command.file}: ${reasonOf(error)}.\n`);
  }
  const read = reader.end();
  if (!read.ok) return complain(io, `${read.problem}\n`);
  if (read.broken !== null) io.err(`The file stops being JSON at ${read.broken}; what can be read of it follows.\n`);
  if (read.skipped > 0) io.err(`${read.skipped} entries could not be read and were left out.\n`);
  return command.kind === "policy" ? printPolicies(command, read, io) : printReport(command, read, io);
}

type Read = Extract<FromHar, { ok: true }>;

function printReport(command: Extract<Command, { kind: "report" }>, read: Read, io: Io): ExitCode {
  const { exchanges } = read;
  const info = infoOf(exchanges, read, io.version);
  const reflections = reflectionsIn(exchanges);
  const text = new TextReport();
  let found = false;
  for (const exchange of exchanges) {
    const one = judge(exchange, info, reflections);
    text.add(one);
    found ||= isFound(one, command.failOn);
  }
  // A file that another tool wrote holds its secrets; what is printed may be passed on.
  const safe = () => exchanges.map(createReportRedactor(STANDARD_CHOICE).scrub);
  if (command.format === "json") io.out(`${terminalJson(toHar(safe(), info))}\n`);
  else if (command.format === "markdown") io.out(terminalText(toMarkdown(safe(), info, () => command.stack)));
  else if (command.format === "html") io.out(toHtml(safe(), info, () => command.stack));
  else io.out(text.print(command.stack, paint(io.colours)));
  return found ? 1 : 0;
}

function isFound(one: Judged, failOn: "blocked" | "risky"): boolean {
  return (isTrouble(one) && one.diagnosis.verdict !== "not-cors") || (failOn === "risky" && one.risks.length > 0);
}

function printPolicies(command: Extract<Command, { kind: "policy" }>, read: Read, io: Io): ExitCode {
  const { servers, refusals } = policiesFor(read.exchanges, command.origin, read.engine);
  for (const refusal of refusals) io.err(`${terminalText(refusal)}\n`);
  if (command.format === "json") io.out(`${terminalJson({ origin: command.origin, servers })}\n`);
  else if (servers.length === 0) io.out(`No CORS request of ${command.origin} in this file needs a policy.\n`);
  else io.out(servers.map(({ server, policy }) => `${terminalText(server)}\n\n${recipeText(command.stack ?? headers, policy)}`).join("\n"));
  return 0;
}

function infoOf(exchanges: readonly Exchange[], read: Read, version: string): RecordingInfo {
  const times = exchanges.flatMap(({ main, preflights }) => {
    return [...(main === null ? [] : [main]), ...preflights.map(({ transaction }) => transaction)].flatMap(({ hops, end }) => {
      return [...hops.map(({ startedAt }) => startedAt), ...(end === null ? [] : [end.at])];
    });
  });
  return {
    extensionVersion: version,
    browser: read.browser ?? { name: UNKNOWN_BROWSER, version: "" },
    engine: read.engine,
    recordedFrom: times.reduce((a, b) => Math.min(a, b), times[0] ?? 0),
    recordedTo: times.reduce((a, b) => Math.max(a, b), times[0] ?? 0),
    dropped: 0,
    counted: { sameOrigin: 0, noCors: 0, navigations: 0 },
    ...read.recorded,
  };
}

function complain(io: Io, text: string): ExitCode {
  io.err(terminalText(text));
  return 2;
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reasons: ReadonlyMap<string, string> = new Map([
    ["ENOENT", "there is no such file"],
    ["EISDIR", "it is a folder"],
    ["EACCES", "permission was denied"],
    ["ERR_STRING_TOO_LONG", "it is too large"],
  ]);
  return reasons.get(code) ?? (code || "it could not be opened");
}
