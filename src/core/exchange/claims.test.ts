import fc from "fast-check";
import { expect, it } from "vitest";
import { Assembly, assemble } from "./assemble";
import type { NetworkEvent, RequestContext } from "./networkEvent";

const CONTEXT: RequestContext = { tabId: 1, frameId: 0, documentId: "d", initiator: "http://app.test", type: "xmlhttprequest" };
const URLS = ["http://api.test/a", "http://api.test/b"];

/** One request of a crowd that asks for the same: what of it was seen, and for how long it was under way. */
const oneOfACrowd = fc.record({
  method: fc.constantFrom("PUT", "PUT", "DELETE", "OPTIONS"),
  startedAt: fc.integer({ min: 0, max: 400 }),
  lasts: fc.integer({ min: 3, max: 200 }),
  preflight: fc.constantFrom("answered", "answered", "unsent", "open", "none"),
  redirected: fc.boolean(),
  isOpen: fc.constantFrom(false, false, false, true),
});
type OneOfACrowd = typeof oneOfACrowd extends fc.Arbitrary<infer T> ? T : never;

function eventsOf({ method, startedAt, lasts, preflight, redirected, isOpen }: OneOfACrowd, index: number): NetworkEvent[] {
  const [own, asking] = [`${2 * index}`, `${2 * index + 1}`];
  const at = (requestId: string, timeStamp: number, url = URLS[0] as string) => ({ requestId, timeStamp, url, context: CONTEXT });
  const sent = [["Access-Control-Request-Method", method]] as const;
  const end = startedAt + lasts;
  const events: NetworkEvent[] = [{ ...at(own, startedAt), kind: "started", method }];
  if (preflight !== "none") events.push({ ...at(asking, startedAt + 1), kind: "started", method: "OPTIONS" });
  if (preflight === "answered" || preflight === "open") events.push({ ...at(asking, startedAt + 1.5), kind: "sent", headers: sent });
  if (preflight === "answered") events.push({ ...at(asking, end - 1), kind: "accepted", status: 204, fromCache: false });
  if (preflight === "unsent") events.push({ ...at(asking, startedAt + 2), kind: "failed", error: "net::ERR_BLOCKED_BY_CLIENT" });
  if (isOpen) return events;
  if (!redirected) return [...events, { ...at(own, end), kind: "failed", error: "net::ERR_FAILED" }];
  const target = URLS[index % 2] as string;
  return [
    ...events,
    { ...at(own, end), kind: "answered", status: 307, statusLine: "", headers: [["Location", target]] },
    { ...at(own, end + 1, target), kind: "started", method },
    { ...at(own, end + 30, target), kind: "failed", error: "net::ERR_FAILED" },
  ];
}

it("pairs a crowd the same, however often changes are taken and in whatever order its events come", () => {
  fc.assert(
    fc.property(fc.array(oneOfACrowd, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.nat()), (crowd, random) => {
      const events = crowd.flatMap(eventsOf);
      const waiting = [...events];
      const assembly = new Assembly();
      const shown = new Map<string, unknown>();
      while (waiting.length > 0) {
        // Mostly in order, at times far from it.
        const draw = random.next().value;
        assembly.add(waiting.splice(draw % 4 === 0 ? draw % waiting.length : 0, 1)[0] as NetworkEvent);
        if (draw % 3 !== 0 && waiting.length > 0) continue;
        const { changed, removed } = assembly.takeChanges();
        for (const one of changed) shown.set(one.id, one);
        for (const id of removed) shown.delete(id);
      }
      expect(shown).toEqual(new Map(assemble(events).map((one) => [one.id, one])));
    }),
    { numRuns: 400 },
  );
});

it("a page that is shown between a request and the preflight of its redirect is one page, whatever its frame", () => {
  const [first, second] = URLS as [string, string];
  const ahead = { ...CONTEXT, frameId: 4 };
  const at = (requestId: string, timeStamp: number, url: string) => ({ requestId, timeStamp, url });
  const [exchange, ...others] = assemble([
    { ...at("1", 1, first), kind: "started", method: "GET", context: ahead },
    { ...at("1", 5, first), kind: "answered", status: 307, statusLine: "", headers: [["Location", second]] },
    { ...at("1", 6, second), kind: "started", method: "GET", context: ahead },
    { ...at("2", 7, second), kind: "started", method: "OPTIONS", context: CONTEXT },
    { ...at("2", 8, second), kind: "sent", headers: [["Access-Control-Request-Method", "GET"]] },
    { ...at("2", 9, second), kind: "accepted", status: 204, fromCache: false },
    { ...at("1", 11, second), kind: "accepted", status: 200, fromCache: false },
  ]);
  expect(others).toEqual([]);
  expect(exchange?.preflights.map(({ hop, transaction }) => [hop, transaction.requestId])).toEqual([[1, "2"]]);
});
