import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { join } from "node:path";

interface Node {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number; readonly columnNumber: number };
}

/** What V8's sampler says, as far as it is read here. */
export interface CpuProfile {
  readonly nodes: readonly Node[];
  readonly samples: readonly number[];
  /** Microseconds between a sample and the one before it. */
  readonly timeDeltas: readonly number[];
}

/** Milliseconds of self time by room of the source; what the browser's own bindings do is under names in brackets. */
export function timeByRoom({ nodes, samples, timeDeltas }: CpuProfile, builtDir: string): Map<string, number> {
  const maps = new Map<string, SourceMap>();
  const rooms = new Map(nodes.map((node) => [node.id, roomOf(node, builtDir, maps)]));
  const times = new Map<string, number>();
  samples.forEach((id, index) => {
    const room = rooms.get(id) ?? "(unknown)";
    if (room !== "(idle)") times.set(room, (times.get(room) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  });
  return new Map([...times].sort(([, a], [, b]) => b - a));
}

function roomOf(
  { callFrame: { functionName, url, lineNumber, columnNumber } }: Node,
  builtDir: string,
  maps: Map<string, SourceMap>,
): string {
  if (!url.startsWith("chrome-extension://")) return functionName.startsWith("(") ? functionName : "(browser's bindings)";
  const file = join(builtDir, new URL(url).pathname);
  let map = maps.get(file);
  if (map === undefined) {
    map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8")));
    maps.set(file, map);
  }
  const entry = map.findEntry(lineNumber, columnNumber);
  const source = "originalSource" in entry ? entry.originalSource : file;
  return /\/src\/(.*)\/[^/]+$/.exec(source)?.[1] ?? "libraries";
}
