import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Assembly, assemble } from "./assemble";
import type { NetworkEvent, RequestContext } from "./networkEvent";

const CONTEXT: RequestContext = { tabId: 1, frameId: 0, documentId: "d", initiator: "http://app.test", type: "xmlhttprequest" };
const URL_A = "http://api.test/a";

/** A PUT with its preflight as Chromium shows it, starting at `t`; `ids` are the requestIds of main request and preflight. */
function put(t: number, [main, preflight]: [string, string], gap = 20, method = "PUT", url = URL_A): NetworkEvent[] {
  const at = (requestId: string, timeStamp: number) => ({ requestId, timeStamp, url });
  const sent = [
    ["Origin", "http://app.test"],
    ["Access-Control-Request-Method", method],
  ] as const;
  return [
    { ...at(main, t), kind: "started", method, context: CONTEXT },
    { ...at(preflight, t + 1), kind: "started", method: "OPTIONS", context: CONTEXT },
    { ...at(preflight, t + 2), kind: "sent", headers: sent },
    { ...at(preflight, t + gap), kind: "answered", status: 204, statusLine: "HTTP/1.1 204 No Content", headers: [] },
    { ...at(preflight, t + gap + 1), kind: "accepted", status: 204, fromCache: false },
    { ...at(main, t + gap + 2), kind: "failed", error: "net::ERR_FAILED" },
  ];
}

function pairsOf(events: readonly NetworkEvent[]): string[] {
  return assemble(events).flatMap(({ main, preflights }) =>
    preflights.map((one) => `${one.transaction.requestId}->${main?.requestId ?? "nobody"}`),
  );
}

describe("assemble", () => {
  it("gives a preflight to the main request that was waiting for it", () => {
    expect(pairsOf(put(100, ["1", "2"]))).toEqual(["2->1"]);
  });

  it("serves equals first come, first served, whatever their preflights' delays", () => {
    const events = Array.from({ length: 50 }, (_, index) =>
      put(100 + index * 0.01, [`m${index}`, `p${index}`], 10 + ((index * 37) % 60)),
    ).flat();
    expect(new Set(pairsOf(events))).toEqual(new Set(Array.from({ length: 50 }, (_, index) => `p${index}->m${index}`)));
  });

  it("tells two methods on one URL apart", () => {
    const events = [...put(100, ["1", "2"], 50, "PUT"), ...put(100.5, ["3", "4"], 20, "DELETE")];
    expect(new Set(pairsOf(events))).toEqual(new Set(["2->1", "4->3"]));
  });

  it("shows a preflight that nobody claims as itself", () => {
    const lone = put(100, ["1", "2"]).filter(({ requestId }) => requestId === "2");
    expect(pairsOf(lone)).toEqual(["2->nobody"]);
  });

  it("takes a page's own OPTIONS for a main request with a preflight of its own", () => {
    expect(pairsOf(put(100, ["1", "2"], 20, "OPTIONS"))).toEqual(["2->1"]);
  });

  it("does not lend a preflight to a request of another document", () => {
    const elsewhere = put(99, ["9", "8"]).flatMap((event) =>
      event.requestId === "9" && event.kind === "started" ? [{ ...event, context: { ...CONTEXT, documentId: "other" } }] : [],
    );
    expect(pairsOf([...elsewhere, ...put(100, ["1", "2"])])).toEqual(["2->1"]);
  });

  it("keeps redirects one exchange and gives the second hop its own preflight", () => {
    const second = "http://other.test/b";
    const events: NetworkEvent[] = [
      { requestId: "1", timeStamp: 1, url: URL_A, kind: "started", method: "PUT", context: CONTEXT },
      { requestId: "1", timeStamp: 2, url: URL_A, kind: "sent", headers: [] },
      { requestId: "1", timeStamp: 3, url: URL_A, kind: "answered", status: 307, statusLine: "", headers: [["Location", second]] },
      { requestId: "1", timeStamp: 4, url: second, kind: "started", method: "PUT", context: CONTEXT },
      ...put(4.5, ["x", "2"], 20, "PUT", second).filter(({ requestId }) => requestId === "2"),
      { requestId: "1", timeStamp: 40, url: second, kind: "failed", error: "net::ERR_FAILED" },
    ];
    const [exchange, ...rest] = assemble(events);
    expect(rest).toEqual([]);
    expect(exchange?.main?.hops.map(({ url }) => url)).toEqual([URL_A, second]);
    expect(exchange?.preflights.map(({ hop }) => hop)).toEqual([1]);
  });

  it("is the same exchange in whatever order its events arrive (property)", () => {
    const events = [...put(100, ["1", "2"]), ...put(100.2, ["3", "4"], 40), ...put(200, ["5", "6"], 5, "PATCH")];
    const expected = JSON.stringify(assemble(events));
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        expect(JSON.stringify(assemble(shuffled))).toBe(expected);
      }),
    );
  });

  it("is the same whether its changes are taken at once or after each event", () => {
    const events = [...put(100, ["1", "2"]), ...put(100.2, ["3", "4"], 40)].sort((a, b) => a.timeStamp - b.timeStamp);
    const assembly = new Assembly();
    const last = new Map<string, unknown>();
    for (const event of events) {
      assembly.add(event);
      const { changed, removed } = assembly.takeChanges();
      for (const exchange of changed) last.set(exchange.id, exchange);
      for (const id of removed) last.delete(id);
    }
    expect([...last.values()]).toEqual(assemble(events));
  });

  it("goes on where the journal stopped", () => {
    const events = put(100, ["1", "2"]);
    const before = new Assembly();
    for (const event of events.slice(0, 4)) before.add(event);
    before.takeChanges();
    const after = new Assembly();
    for (const open of before.openEvents().values()) after.restore(open);
    for (const event of events.slice(4)) after.add(event);
    expect(after.takeChanges().changed).toEqual(assemble(events));
  });

  it("marks what a killed worker may have torn", () => {
    const assembly = new Assembly();
    assembly.restore(put(100, ["1", "2"]).slice(0, 1));
    assembly.doubt(1000);
    expect(assembly.takeChanges().changed.map(({ incomplete }) => incomplete)).toEqual([true]);
  });

  it("is not sure of pairs that began while events were lost", () => {
    // The first PUT's own start and the second's preflight went with the worker: what is left looks whole, and is of two requests.
    const left = [
      ...put(100, ["1", "2"]).filter(({ requestId }) => requestId === "2"),
      ...put(99.9, ["3", "4"]).filter(({ requestId }) => requestId === "3"),
    ];
    const assembly = new Assembly();
    assembly.doubt(1000);
    for (const event of [...left, ...put(1000, ["5", "6"])]) assembly.add(event);
    expect(assembly.takeChanges().changed.map(({ id, incomplete }) => [id, incomplete])).toEqual([
      ["3", true],
      ["5", false],
    ]);
  });

  it("marks an exchange whose beginning was never seen", () => {
    expect(assemble(put(100, ["1", "2"]).slice(3)).every(({ incomplete }) => incomplete)).toBe(true);
  });
});
