import { expect, it } from "vitest";
import type { NetworkEvent, RequestContext } from "../core/exchange/networkEvent";
import { newLedger } from "./ledger";
import { Recording } from "./recording";

const FIX = { kind: "live-fix", server: "http://api.test", headers: [["Access-Control-Allow-Origin", "http://app.test"]] } as const;
const CONTEXT: RequestContext = { tabId: 1, frameId: 0, initiator: "http://app.test", type: "xmlhttprequest" };

/** A GET that passed though the server named somebody else. */
function passed(requestId: string, at: number, url = "http://api.test/", change: Partial<RequestContext> = {}): NetworkEvent[] {
  const seen = (offset: number) => ({ requestId, url, timeStamp: at + offset });
  return [
    { ...seen(0), kind: "started", method: "GET", context: { ...CONTEXT, ...change } },
    { ...seen(1), kind: "sent", headers: [["Origin", "http://app.test"]] },
    { ...seen(2), kind: "answered", status: 200, statusLine: "", headers: [["Access-Control-Allow-Origin", "x"]] },
    { ...seen(3), kind: "accepted", status: 200, fromCache: false },
  ];
}

it("marks what ran under a tried policy, and nothing before, after, elsewhere or of another page", () => {
  const ledger = newLedger();
  const recording = new Recording(ledger, []);
  recording.trialBegan({ tabId: 1, page: "http://app.test", fix: FIX, credentials: false, from: 200, expires: 900, ended: null });
  recording.trialEnded(1, { at: 300, why: "stopped" });
  for (const event of [
    ...passed("before", 199),
    ...passed("during", 200),
    ...passed("after", 300),
    ...passed("server", 210, "http://api.test:81/"),
    ...passed("tab", 220, undefined, { tabId: 2 }),
    ...passed("page", 230, undefined, { initiator: "http://else.test" }),
    ...passed("alike", 240, undefined, { initiator: "http://myapp.test" }),
    // The rule knows hosts only; the origin in its headers keeps these out.
    ...passed("port", 250, undefined, { initiator: "http://app.test:81" }),
    ...passed("subdomain", 260, undefined, { initiator: "https://a.app.test" }),
  ])
    recording.add(event);
  const marked = recording.settle().changed.filter(({ exchange }) => exchange.changedBy !== undefined);
  expect(marked.map(({ exchange }) => exchange.id)).toEqual(["during", "port", "subdomain"]);
});
