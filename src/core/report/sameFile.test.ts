import { expect, it } from "vitest";
import { CURABLE, FAILED, playScene, type Scene } from "../remedy/scenes.fixture";
import { fromHar } from "./fromHar";
import { INFO } from "./info.fixture";
import { toHar } from "./toHar";

const seen = (path: string): string => `https://api.test/${path}`;
const marks = Array.from({ length: 300 }, (_, index) => `[redacted#${index.toString(36)}]`).join(",");

/** What browsers were made to say by hostile servers and pages, as capture writes it down. */
const ODD: Record<string, Scene> = {
  "a lone % in the query": { url: seen("?a=%%f&b=%3C%&c=1+1") },
  "a fragment behind a lone %": { url: seen("?a=%%f#x?y=1") },
  "brackets and a secret": { url: seen("[x]?token=[redacted%231x9]&b=[1]") },
  "a URL that was cut, of what HAR encodes": { url: `${seen(`?${"[".repeat(9000)}`).slice(0, 8192)}[cut:9018:1x9a]` },
  "a URL that only HAR's spelling makes longer than what Chromium caches preflights of": {
    ...CURABLE["headers not listed"],
    url: seen(`?${"%".repeat(900)}`),
    preflight: {
      status: 204,
      headers: [
        ["Access-Control-Allow-Origin", "*"],
        ["Access-Control-Allow-Headers", "*"],
      ],
    },
  },
  "thousands of fields, the deciding one last": {
    reply: {
      status: 200,
      headers: [...Array.from({ length: 5000 }, () => ["X-A", "1"] as const), ["Access-Control-Allow-Origin", "https://no.test"]],
    },
  },
  "a sentence that cuts a value of many secrets": { reply: { status: 200, headers: [["Access-Control-Allow-Origin", marks]] } },
};

it.each(Object.entries(ODD))("is the same when it is read and written again: %s", (_, scene) => {
  const exchange = playScene({ reply: { status: 200 }, error: FAILED, ...scene });
  const written = JSON.stringify(toHar([exchange], INFO));
  const read = fromHar(written);
  if (!read.ok) throw new Error(read.problem);
  expect(JSON.stringify(toHar(read.exchanges, INFO))).toBe(written);
  expect(written).not.toMatch(/redacted(?:#|%23)/);
});
