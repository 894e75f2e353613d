import type { Stack } from "../core/remedy/policy";
import { STACKS, stackById } from "../core/remedy/stacks/registry";
import { parseOrigin } from "../core/remedy/validate";

export type Format = "text" | "json" | "markdown" | "html";

export type Command =
  | {
      readonly kind: "report";
      readonly file: string;
      readonly format: Format;
      readonly stack: Stack | null;
      readonly failOn: "blocked" | "risky";
    }
  | { readonly kind: "policy"; readonly file: string; readonly format: Format; readonly stack: Stack | null; readonly origin: string }
  | { readonly kind: "print"; readonly text: "help" | "version" }
  | { readonly kind: "unusable"; readonly problem: string };

export const USAGE = `corscope FILE|- [--json|--markdown|--html] [--stack NAME] [--fail-on blocked|risky]
corscope policy FILE|- --origin ORIGIN [--json] [--stack NAME]

Explains why CORS requests were blocked and gives the smallest server fix.
FILE is a HAR or a Corscope transcript; "-" reads standard input. Exit code: 0 nothing found, 1 found, 2 unusable input.

  --json       the report as HAR 1.2 with _cors on every entry; policy: the policy itself
  --markdown   a report to paste into an issue
  --html       the report as one page that opens from disk
  --stack      show the fix for one of: ${STACKS.map(({ id }) => id).join(", ")}
  --fail-on    what counts as found: blocked requests (default), or risky ones as well
  --origin     print the smallest policy that this origin's traffic needs
`;

interface Options {
  readonly words: string[];
  readonly flags: Set<string>;
  readonly values: Map<string, string>;
}

const FLAGS = new Set(["--json", "--markdown", "--html", "--help", "-h", "--version"]);
const VALUES = new Set(["--stack", "--fail-on", "--origin"]);

export function parseArgs(argv: readonly string[]): Command {
  const options = readOptions(argv);
  if (typeof options === "string") return unusable(options);
  const { words, flags, values } = options;
  if (flags.has("--help") || flags.has("-h")) return { kind: "print", text: "help" };
  if (flags.has("--version")) return { kind: "print", text: "version" };
  const isPolicy = words[0] === "policy";
  const [file, ...more] = isPolicy ? words.slice(1) : words;
  if (file === undefined) return unusable("Expected a HAR file or a transcript.");
  if (more.length > 0) return unusable("Expected one file only.");
  const [format = "text", ...others] = (["json", "markdown", "html"] as const).filter((one) => flags.has(`--${one}`));
  if (others.length > 0) return unusable("--json, --markdown and --html exclude each other.");
  const name = values.get("--stack");
  const stack = name === undefined ? null : stackById(name);
  if (name !== undefined && stack === null) return unusable(`--stack knows ${STACKS.map(({ id }) => id).join(", ")}.`);
  return isPolicy ? policyCommand(file, format, stack, values) : reportCommand(file, format, stack, values);
}

function readOptions(argv: readonly string[]): Options | string {
  const options: Options = { words: [], flags: new Set(), values: new Map() };
  for (let index = 0; index < argv.length; index++) {
    const [name = "", ...inline] = (argv[index] as string).split("=");
    const word = argv[index] as string;
    if (FLAGS.has(word)) options.flags.add(word);
    else if (VALUES.has(name)) {
      const value = inline.length > 0 ? inline.join("=") : argv[++index];
      if (value === undefined) return `${name} needs a value.`;
      options.values.set(name, value);
    } else if (word.startsWith("-") && word !== "-") return `Unknown option ${word}.`;
    else options.words.push(word);
  }
  return options;
}

function policyCommand(file: string, format: Format, stack: Stack | null, values: ReadonlyMap<string, string>): Command {
  const origin = values.get("--origin");
  if (origin === undefined) return unusable("policy needs --origin ORIGIN.");
  if (parseOrigin(origin) === null) return unusable("--origin must be an origin such as https://app.example.com, without a path.");
  if (values.has("--fail-on")) return unusable("--fail-on does not go with policy.");
  if (format === "markdown" || format === "html") return unusable("policy prints text or --json.");
  return { kind: "policy", file, format, stack, origin };
}

function reportCommand(file: string, format: Format, stack: Stack | null, values: ReadonlyMap<string, string>): Command {
  const failOn = values.get("--fail-on") ?? "blocked";
  if (values.has("--origin")) return unusable("--origin goes with policy only.");
  if (failOn !== "blocked" && failOn !== "risky") return unusable("--fail-on knows blocked and risky.");
  return { kind: "report", file, format, stack, failOn };
}

function unusable(problem: string): Command {
  return { kind: "unusable", problem };
}
