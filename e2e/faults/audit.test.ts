import { expect, it } from "vitest";
import type { Report } from "../../src/core/report/harTypes";
import type { Heard } from "../oracle/ear";
import { audit, type Truth } from "./audit";

const heard = (id: string, reply: string, preflight: string): Heard => {
  const one = { id, urls: [], method: "PUT", replies: [reply], preflights: [], word: null, accepted: true, ended: true, error: null };
  return { ...one, preflights: [{ ...one, id: `${id}p`, replies: [preflight] }] };
};
const truth = (key: string, reply: string, preflight: string): Truth => ({
  key,
  inUrl: key,
  name: "put",
  heard: heard(key, reply, preflight),
  cut: false,
});
const SEEN = ["a", "a", "b", "b"].map((key, at) => ({ reply: String(at + 1), key, method: at % 2 === 0 ? "OPTIONS" : "PUT", at: 0 }));
const TRUTHS = [truth("a", "2", "1"), truth("b", "4", "3")];

type Part = {
  exchange: string;
  key: string;
  reply: string;
  role: "main" | "preflight";
  verdict?: string;
  incomplete?: boolean;
  end?: null;
};

function report(parts: readonly Part[]): Report {
  const entries = parts.map(({ exchange, key, reply, role, verdict = "allowed", incomplete = false, end }) => ({
    request: { url: `http://api.test/c/${key}/put` },
    response: { headers: [{ name: "X-Reply", value: reply }] },
    _cors: { exchange, hop: 0, role, verdict, reason: null, certainty: "certain", candidates: [] },
    _corscope: { incomplete, end: end === null ? null : {} },
  }));
  return { log: { entries, _corscope: { dropped: 0, counted: { sameOrigin: 0, noCors: 0 } } } } as unknown as Report;
}

const RIGHT: readonly Part[] = [
  { exchange: "1", key: "a", reply: "1", role: "preflight" },
  { exchange: "1", key: "a", reply: "2", role: "main" },
  { exchange: "2", key: "b", reply: "3", role: "preflight" },
  { exchange: "2", key: "b", reply: "4", role: "main" },
];
const change = (at: number, part: Partial<Part>): Part[] => RIGHT.map((one, index) => (index === at ? { ...one, ...part } : one));

it.each<[string, readonly Part[], boolean, RegExp | null]>([
  ["all is well", RIGHT, false, null],
  ["a request is missing", RIGHT.slice(0, 2), false, /b \(put\) is missing/],
  ["one may be missing after a kill", RIGHT.slice(0, 2), true, null],
  ["a preflight of somebody else", change(0, { reply: "3" }), false, /holds parts of several requests: b, a/],
  ["of somebody else, though said to be incomplete", change(0, { reply: "3" }), true, /holds parts of several requests/],
  ["a preflight is left out", RIGHT.slice(1), false, /a \(put\) has 0 preflights, and 1 were sent/],
  ["twice", [...RIGHT, { exchange: "3", key: "a", reply: "2", role: "main" }], false, /a \(put\) is there 2 times/],
  ["a wrong verdict", change(1, { verdict: "blocked" }), true, /a \(put\) is said to be blocked, certain, and is allowed/],
  ["incomplete without a kill", change(1, { incomplete: true }), false, /a \(put\) is said to be incomplete/],
  ["still under way", change(1, { end: null }), false, /a is still under way/],
  ["nobody sent it", [...RIGHT, { exchange: "9", key: "z", reply: "99", role: "main" }], false, /z was never sent/],
])("%s", (_name, parts, lossy, problem) => {
  const { problems } = audit(report(parts), TRUTHS, SEEN, lossy);
  if (problem === null) expect(problems).toEqual([]);
  else expect(problems.join("\n")).toMatch(problem);
});
