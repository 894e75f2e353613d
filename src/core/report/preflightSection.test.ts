import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnosis/diagnose";
import { assemble } from "../exchange/assemble";
import type { Exchange } from "../exchange/exchange";
import type { NetworkEvent } from "../exchange/networkEvent";
import { preflightSection } from "./preflightSection";

const CONTEXT = { tabId: 1, frameId: 0, documentId: "d", initiator: "http://app.test", type: "xmlhttprequest" };

/** An allowed PUT at `t` milliseconds, its preflight taking 40 ms. */
function put(t: number, id: string, maxAge: string): NetworkEvent[] {
  const at = (requestId: string, timeStamp: number) => ({ requestId, timeStamp, url: "http://api.test/things?page=1" });
  const allow = [
    ["Access-Control-Allow-Origin", "*"],
    ["Access-Control-Allow-Methods", "PUT"],
    ["Access-Control-Max-Age", maxAge],
  ] as const;
  const origin = ["Origin", "http://app.test"] as const;
  return [
    { ...at(id, t), kind: "started", method: "PUT", context: CONTEXT },
    { ...at(`p${id}`, t), kind: "started", method: "OPTIONS", context: CONTEXT },
    { ...at(`p${id}`, t), kind: "sent", headers: [origin, ["Access-Control-Request-Method", "PUT"]] },
    { ...at(`p${id}`, t + 40), kind: "answered", status: 204, statusLine: "", headers: allow },
    { ...at(`p${id}`, t + 40), kind: "accepted", status: 204, fromCache: false },
    { ...at(id, t + 41), kind: "sent", headers: [origin] },
    { ...at(id, t + 60), kind: "answered", status: 200, statusLine: "", headers: allow },
    { ...at(id, t + 60), kind: "accepted", status: 200, fromCache: false },
  ];
}

const judged = (exchanges: readonly Exchange[]) => new Map(exchanges.map((one) => [one, diagnose(one)]));

describe("preflightSection", () => {
  it("says what a longer Max-Age would have spared", () => {
    const exchanges = assemble([...put(0, "1", "0"), ...put(10_000, "2", "0"), ...put(20_000, "3", "0")]);
    expect(preflightSection(judged(exchanges))[1]).toBe(
      "- `PUT http://api.test/things`: 3 preflights took 120 ms; Access-Control-Max-Age: 7200 would have spared 2 (80 ms).",
    );
  });

  it("says nothing where none could be spared", () => {
    expect(preflightSection(judged(assemble(put(0, "1", "7200"))))).toEqual([]);
  });
});
