import { describe, expect, it } from "vitest";
import type { ReportEntry } from "../../src/core/report/harTypes";
import { compareCase } from "./compare";
import type { Heard } from "./ear";
import { FIREFOX_SPEECH } from "./speech";

const URL_ASKED = "http://api.test/c/1-1/";

function heard(corsError: string): Heard {
  return {
    id: "1",
    urls: [URL_ASKED],
    method: "GET",
    replies: [],
    preflights: [],
    word: { corsError, failedParameter: "" },
    accepted: false,
    ended: true,
    error: null,
  };
}

function saidToPass(certainty: string, allowOrigin: string): ReportEntry {
  const _cors = { role: "main", hop: 0, exchange: "1", verdict: "allowed", reason: null, certainty, candidates: [], unknowns: [] };
  const response = { headers: [{ name: "Access-Control-Allow-Origin", value: allowOrigin }] };
  return { _cors, request: { method: "GET", url: URL_ASKED }, response } as unknown as ReportEntry;
}

describe("a reply that was refused and said to pass", () => {
  it.each([
    ["is hidden where all that is shown passes", "inferred", "http://app.test", "CORSMultipleAllowOriginNotAllowed", true],
    ["is no less a disagreement where we claimed to know", "certain", "http://app.test", "CORSMultipleAllowOriginNotAllowed", false],
    ["hides nothing where several values are shown", "inferred", "http://app.test, *", "CORSMultipleAllowOriginNotAllowed", false],
    ["hides nothing where another reason is named", "inferred", "http://app.test", "CORSMissingAllowOrigin2", false],
  ])("%s", (_, certainty, allowOrigin, word, isHidden) => {
    const terms = { crossOrigin: () => true, speech: FIREFOX_SPEECH, repeats: false };
    const [one] = compareCase([heard(word)], [[saidToPass(certainty, allowOrigin)]], terms);
    expect([one?.hidden !== null, one?.problems.length]).toEqual(isHidden ? [true, 0] : [false, 1]);
  });
});
