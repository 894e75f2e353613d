import { readConsole } from "../../src/core/diagnosis/readConsole";
import { readReport } from "../../src/core/report/readReport";
import type { Detail } from "./asDetails";
import { type Bytes, PUMPS } from "./hostilePieces";
import { throughTheHouse } from "./house";

/** What one thing costs, and ten times as much of it. */
export interface Cost {
  readonly what: string;
  readonly once: number;
  readonly tenfold: number;
}

/** Ten times as much may cost so many times as much before it is called worse than linear. */
export const TOLERANCE = 25;
/** Milliseconds of the processor below which a figure is the machine's and not ours. */
const NOISE = 60;

export const isTooDear = ({ once, tenfold }: Cost): boolean => tenfold > NOISE && tenfold / Math.max(once, NOISE / TOLERANCE) > TOLERANCE;

type Fields = readonly (readonly [Bytes, Bytes])[];

function reply(url: string, fields: Fields, status = "200 OK", requestId = "1", at = 0): Detail[] {
  const base = { requestId, url, method: "GET", type: "xmlhttprequest", tabId: 1, frameId: 0, initiator: "http://app.test" };
  const time = (offset: number) => ({ ...base, timeStamp: 1_750_000_000_000 + at + offset });
  return [
    { kind: "started", details: time(0) },
    { kind: "sent", details: { ...time(1), requestHeaders: [{ name: "Origin", value: "http://app.test" }] } },
    {
      kind: "answered",
      details: {
        ...time(2),
        statusCode: 200,
        statusLine: `HTTP/1.1 ${status}`,
        responseHeaders: fields.map(([name, value]) => ({ name, value })),
      },
    },
    { kind: "failed", details: { ...time(3), error: "net::ERR_FAILED" } },
  ];
}

const filled = (pump: string, length: number): string => pump.repeat(Math.ceil(length / pump.length)).slice(0, length);

/** Every place of one reply full of one piece. */
function pumped(pump: string, length: number): Detail[] {
  const value = filled(pump, length);
  const fields: Fields = [
    ["Access-Control-Allow-Origin", value],
    ["Access-Control-Allow-Headers", value],
    ["Location", `/${value}`],
    ["Link", `http://a.test/?code=${value}`],
    ["X-Powered-By", value],
    [filled("x-a", length), value],
  ];
  return reply(`http://api.test/?q=${encodeURI(value)}#${encodeURI(value)}`, fields, `200 ${value}`);
}

const SMALL = 800; // ten times that is what capture keeps of a value
const LARGE = 20_000;

function places(): [what: string, run: (times: number) => unknown][] {
  const pumps = PUMPS.flatMap((pump): [string, (times: number) => unknown][] => [
    [`${JSON.stringify(pump)}, kept`, (times) => throughTheHouse(pumped(pump, SMALL * times))],
    [`${JSON.stringify(pump)}, cut`, (times) => throughTheHouse(pumped(pump, LARGE * times))],
    [
      `${JSON.stringify(pump)}, in a file`,
      (times) => readReport(`{"log":{"entries":[{"x":"${filled(pump, LARGE * times)}"},${filled(pump, LARGE * times)}`),
    ],
    [
      `${JSON.stringify(pump)}, in a transcript`,
      (times) => readReport(`corscope transcript 1\n\nexchange #1\n> GET ${filled(pump, LARGE * times)}`),
    ],
    [`${JSON.stringify(pump)}, in a console`, (times) => readConsole(`Access to fetch at '${filled(pump, LARGE * times)}' from origin '`)],
  ]);
  const list = (count: number, make: (index: number) => Detail[]): Detail[] =>
    Array.from({ length: count }, (_, index) => make(index)).flat();
  return [
    ...pumps,
    [
      "fields",
      (times) =>
        throughTheHouse(
          reply(
            "http://api.test/",
            Array.from({ length: 1000 * times }, () => ["X-A", "1"] as const),
          ),
        ),
    ],
    [
      "fields of CORS",
      (times) =>
        throughTheHouse(
          reply(
            "http://api.test/",
            Array.from({ length: 500 * times }, () => ["Access-Control-Allow-Origin", "*"] as const),
          ),
        ),
    ],
    [
      "requests of one URL",
      (times) => throughTheHouse(list(60 * times, (index) => reply("http://api.test/", [], "200", String(index), index * 5))),
    ],
    [
      "requests of many URLs",
      (times) => throughTheHouse(list(60 * times, (index) => reply(`http://api.test/${index}`, [], "200", String(index), index * 5))),
    ],
    [
      "redirects of one request, up to the twenty that browsers follow",
      (times) =>
        throughTheHouse(
          list(2 * times, (index) => reply(`http://api.test/${index}`, [["Location", "/x"]], "302", "1", index * 5).slice(0, 3)),
        ),
    ],
  ];
}

/** The processor's time, the best of some runs: other work on the machine does not count. */
function processorTime(run: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 3; turn++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
    if (best > 300) return best;
  }
  return best;
}

/** `every`: one of so many places. */
export function* costs(every = 1): Generator<Cost, void, void> {
  for (const [index, [what, run]] of places().entries()) {
    if (index % every === 0) yield { what, once: processorTime(() => run(1)), tenfold: processorTime(() => run(10)) };
  }
}
