import { expect, it } from "vitest";
import type { NetworkEvent } from "../core/exchange/networkEvent";
import { type Ledger, newLedger } from "./ledger";
import { Pages } from "./pages";
import { Recording } from "./recording";

const TAB = 1;
const app = (path: string): string => `http://app.test/${path}`;

function started(timeStamp: number, documentId: string, frameId = 0): NetworkEvent {
  const context = { tabId: TAB, frameId, documentId, initiator: "http://app.test", type: "xmlhttprequest" };
  return { kind: "started", requestId: String(timeStamp), timeStamp, url: "http://api.test/", method: "GET", context };
}

/** A tab in which pages are loaded and send; a worker may be stopped between any two steps. */
function tab() {
  let ledger = newLedger();
  const pages = (): Pages => {
    ledger = JSON.parse(JSON.stringify(ledger)) as Ledger;
    return new Pages(ledger);
  };
  const turns: string[] = [];
  return {
    turns,
    loads: (path: string, at: number) => pages().turned({ tabId: TAB, url: app(path), at }),
    loadsAhead: (path: string, at: number, frameId: number) => pages().loadsAhead({ tabId: TAB, url: app(path), at, frameId }),
    sends(timeStamp: number, documentId: string, frameId = 0) {
      const all = pages();
      const page = all.shownSince(started(timeStamp, documentId, frameId));
      if (page === null) return;
      all.turned(page);
      turns.push(`${page.url} ${page.at} ${page.documentId}${"frameId" in page ? " with its frame" : ""}`);
    },
  };
}

it("a page that comes back is known by its document", () => {
  const { loads, sends, turns } = tab();
  loads("a", 10);
  sends(11, "A");
  loads("b", 20);
  sends(21, "B");
  sends(30, "A");
  sends(31, "A");
  sends(40, "B");
  expect(turns).toEqual(["http://app.test/a 30 A", "http://app.test/b 40 B"]);
});

it("the page before goes on while the next is on its way, and its last words are not the tab's", () => {
  const { loads, sends, turns } = tab();
  loads("a", 10);
  sends(11, "A");
  loads("b", 20);
  sends(21, "A");
  sends(22, "B");
  sends(23, "A", 3); // as it is put away, a page sends from another frame than the tab's
  sends(24, "A", -1);
  expect(turns).toEqual([]);
});

it("a page that was loaded ahead is shown from its first request as the tab's page on", () => {
  const { loads, loadsAhead, sends, turns } = tab();
  loads("a", 10);
  loadsAhead("b?", 11, 4);
  loadsAhead("b", 12, 4); // redirected
  loadsAhead("never", 13, 5);
  sends(14, "B", 4);
  sends(15, "N", 5);
  sends(16, "A");
  sends(20, "B");
  sends(21, "B");
  expect(turns).toEqual(["http://app.test/b 20 B"]);
});

it("a browser that does not tell the last words of a page from its first says nothing", () => {
  const pages = new Pages({
    ...newLedger(),
    navigations: [
      { tabId: TAB, url: app("a"), at: 1, documentId: "A" },
      { tabId: TAB, url: app("b"), at: 2, documentId: "B" },
    ],
  });
  const event = started(3, "A");
  if (event.kind !== "started") throw new Error("not a start");
  expect(pages.shownSince({ ...event, context: { ...event.context, toldBy: "firefox" } })).toBeNull();
  expect(pages.shownSince(event)).toMatchObject({ url: app("a"), at: 3 });
});

it("of a tab whose page was not seen loading nothing is said", () => {
  const { sends, turns } = tab();
  sends(1, "A");
  sends(2, "B");
  sends(3, "A");
  expect(turns).toEqual([]);
});

it("the badge is that of the shown page, with what it sent before it was shown", () => {
  const recording = new Recording(newLedger());
  const refused = (at: number, documentId: string, frameId = 0): void => {
    const start = started(at, documentId, frameId);
    const page = recording.pages.shownSince(start);
    if (page !== null) recording.navigated(page);
    const of = (offset: number) => ({ requestId: String(at), url: start.url, timeStamp: at + offset });
    recording.add(start);
    recording.add({ ...of(0.1), kind: "sent", headers: [["Origin", "http://app.test"]] });
    recording.add({ ...of(0.2), kind: "answered", status: 200, statusLine: "", headers: [] });
    recording.add({ ...of(0.3), kind: "failed", error: "net::ERR_FAILED" });
    recording.settle();
  };
  recording.navigated({ tabId: TAB, url: app("a"), at: 10 });
  refused(11, "A");
  recording.pages.loadsAhead({ tabId: TAB, url: app("b"), at: 12, frameId: 4 });
  refused(13, "B", 4);
  refused(14, "B", 4);
  expect(recording.blockedIn(TAB)).toBe(1);
  refused(20, "B");
  expect(recording.blockedIn(TAB)).toBe(3);
  refused(30, "A");
  expect(recording.blockedIn(TAB)).toBe(2);
});
