import { describe, expect, it } from "vitest";
import { inSlices, TextParts } from "./exportSlices";

function* count(to: number): Generator<number, void, void> {
  for (let number = 1; number <= to; number++) yield number;
}

/** A clock that goes on by a millisecond for each step. */
function hostFor(taken: readonly number[], abortAt = Number.POSITIVE_INFINITY) {
  const abort = new AbortController();
  const pauses: number[] = [];
  const host = {
    signal: abort.signal,
    now: () => taken.length,
    pause: async () => {
      pauses.push(taken.length);
      if (taken.length >= abortAt) abort.abort(new Error("enough"));
    },
  };
  return { host, pauses };
}

describe("work in slices", () => {
  it("rests after eight milliseconds and says how far it is", async () => {
    const taken: number[] = [];
    const heard: number[] = [];
    const { host, pauses } = hostFor(taken);
    await inSlices(
      count(20),
      host,
      (part) => taken.push(part),
      (done) => heard.push(done),
    );
    expect(taken).toHaveLength(20);
    expect(pauses).toEqual([8, 16]);
    expect(heard).toEqual([8, 16, 20]);
  });
  it("stops where it is told to", async () => {
    const taken: number[] = [];
    const { host } = hostFor(taken, 8);
    await expect(
      inSlices(
        count(1000),
        host,
        (part) => taken.push(part),
        () => {},
      ),
    ).rejects.toThrow("enough");
    expect(taken).toHaveLength(8);
  });
  it("no steps", async () => {
    const { host, pauses } = hostFor([]);
    await inSlices(
      count(0),
      host,
      () => {},
      () => {},
    );
    expect(pauses).toEqual([]);
  });
});

it("text leaves in large pieces and loses nothing", async () => {
  const parts = new TextParts();
  for (let index = 0; index < 30; index++) parts.add("é".repeat(100_000));
  const blobs = parts.finish();
  expect(blobs.length).toBeGreaterThan(1);
  expect((await Promise.all(blobs.map((blob) => blob.text()))).join("")).toBe("é".repeat(3_000_000));
});
