import { describe, expect, it } from "vitest";
import { runVectors } from "./runVectors";

const run = (...vectors: unknown[]) => runVectors(JSON.stringify({ vectors }), "f.json");
const METHOD = { id: "m-1", kind: "safelisted-method", input: { method: "get" }, expect: { safelisted: true } };

describe("npm run vectors", () => {
  it("counts per kind and in all", () => {
    expect(run(METHOD)).toEqual({ lines: ["safelisted-method 1/1", "total 1/1"], code: 0 });
  });

  it("shows what failed: input, expected, got", () => {
    const { lines, code } = run(METHOD, { ...METHOD, id: "m-2", input: { method: "PUT" } });
    expect(code).toBe(1);
    expect(lines[0]).toBe('m-2: safelisted\n  input    {"method":"PUT"}\n  expected {"safelisted":true}\n  got      {"safelisted":false}');
    expect(lines.slice(1)).toEqual(["safelisted-method 1/2", "total 1/2"]);
  });

  it.each<[string, unknown, RegExp]>([
    ["no object", 7, /^vector 1 \(without an id\): malformed/],
    ["no kind", { id: "x" }, /^x: malformed: it should have a "kind"/],
    ["unknown kind", { ...METHOD, kind: "toString" }, /^m-1: unknown kind "toString"/],
    ["no input", { ...METHOD, input: null }, /^m-1: malformed: "input" and "expect"/],
    ["a field of the wrong type", { ...METHOD, input: { method: 1 } }, /^m-1: malformed: method should be a string/],
    ["a result nobody knows", { ...METHOD, expect: { other: 1 } }, /^m-1: other\n/],
  ])("reports by id: %s", (_, vector, expected) => {
    const { lines, code } = run(vector);
    expect(lines[0]).toMatch(expected);
    expect(code).toBe(1);
  });

  it.each<[string, RegExp]>([
    ["{", /^f.json is not JSON: /],
    ["[]", /^f.json should be an object/],
    ["{}", /^f.json has no list/],
    ['{"vectors":{}}', /^f.json has no list/],
    ['{"vectors":[]}', /^f.json has no vectors/],
  ])("refuses %s in one sentence", (content, sentence) => {
    const { lines, code } = runVectors(content, "f.json");
    expect([lines.length, code]).toEqual([1, 2]);
    expect(lines[0]).toMatch(sentence);
  });

  it("expands repeated text and reads derived vectors", () => {
    const input = { name: "accept", valueRepeat: ["a", 129] };
    const vector = { id: "h", kind: "safelisted-request-header", input, expect: { safelisted: false } };
    expect(runVectors(JSON.stringify({ derived: [vector] }), "f.json").code).toBe(0);
  });
});
