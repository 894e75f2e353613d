import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assemble } from "../../src/core/exchange/assemble";
import { INFO } from "../../src/core/report/info.fixture";
import { toHar } from "../../src/core/report/toHar";
import { asEvents } from "../servers/asEvents";
import { SCENARIOS } from "../servers/scenarios/table";
import { lineOf } from "./line";

/**
 * The command line on a large HAR, as a browser writes one with bodies: `tsx e2e/bench/cli.ts [MB]`. Every scenario's exchanges come over and
 * over, a minute apart. Node gets a heap of `HEAP` megabytes: what needs more ends with an error.
 */
const HEAP = 512;
const CLI = "dist/cli/corscope.js";
const BODY = JSON.stringify(Array.from({ length: 60 }, (_, id) => ({ id, name: `item ${id}`, tags: ['"quoted"', "{", "]"] })));

/** The entries as they would be without us: what is ours is left out, what a body takes is put in. */
function foreignEntries(): object[] {
  return SCENARIOS.flatMap((scenario) => toHar(assemble(asEvents(scenario)), INFO).log.entries).map(({ _cors, _corscope, ...entry }) => {
    return { ...entry, response: { ...entry.response, content: { ...entry.response.content, size: BODY.length, text: BODY } } };
  });
}

async function writeHar(file: string, bytes: number): Promise<number> {
  const entries = foreignEntries() as { startedDateTime: string }[];
  const out = createWriteStream(file);
  out.write('{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":[');
  let written = 0;
  let count = 0;
  for (let round = 0; written < bytes; round++) {
    for (const entry of entries) {
      const startedDateTime = new Date(Date.parse(entry.startedDateTime) + round * 60_000).toISOString();
      const text = (count++ > 0 ? "," : "") + JSON.stringify({ ...entry, startedDateTime });
      written += text.length;
      if (!out.write(text)) await once(out, "drain");
    }
  }
  out.end("]}}");
  await once(out, "close");
  return count;
}

interface Told {
  readonly code: number | null;
  readonly seconds: number;
  readonly last: string;
}

async function read(file: string): Promise<Told> {
  const begun = performance.now();
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP}`, CLI, file], { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed = (printed + text).slice(-10_000);
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, seconds: (performance.now() - begun) / 1000, last: printed.trimEnd().split("\n").at(-1) ?? "" };
}

const megabytes = Number(process.argv[2] ?? "200");
if (!existsSync(CLI)) throw new Error(`expected ${CLI}: run npm run build first`);
const folder = mkdtempSync(join(tmpdir(), "corscope-bench-"));
try {
  const file = join(folder, "large.har");
  const entries = await writeHar(file, megabytes * 1e6);
  const { code, seconds, last } = await read(file);
  if (code !== 1) throw new Error(`expected 1, blocked requests found, within a heap of ${HEAP} MB; it ended with ${code}`);
  console.log(
    `${entries} entries, ${Math.round(statSync(file).size / 1e6)} MB, a heap of ${HEAP} MB at most: ${seconds.toFixed(1)} s\n${last}`,
  );
  const lines = [lineOf(`command line: a HAR of ${megabytes} MB, read and told`, "s", seconds)];
  console.log(JSON.stringify({ bench: "cli", entries, heapMb: HEAP, seconds, lines }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
