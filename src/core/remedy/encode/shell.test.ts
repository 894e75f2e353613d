import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { HOSTILE, randomPayload } from "./payloads.fixture";
import { shWord } from "./shell";

it("shell: the words that /bin/sh reads are the values; one process for all of them", () => {
  const payloads = [...HOSTILE, ...fc.sample(randomPayload, 200)];
  const values = payloads.filter((value) => shWord(value).refusal === null && !/\p{Cs}/u.test(value));
  expect(payloads.filter((value) => shWord(value).refusal === null)).toEqual(
    payloads.filter((value) => !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(value)),
  );
  const words = values.map((value) => shWord(value).text).join(" ");
  expect(execFileSync("/bin/sh", ["-c", `printf '%s\\n' ${words}`], { encoding: "utf8" })).toBe(`${values.join("\n")}\n`);
});
