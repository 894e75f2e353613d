import { describe, expect, it } from "vitest";
import type { NetworkEvent, RequestContext } from "../core/exchange/networkEvent";
import { DEFAULT_SETTINGS } from "../messaging/protocol";
import { newLedger } from "./ledger";
import { Recording } from "./recording";
import { statusFor } from "./status";

const PAGE = "http://app.test";
const PRIVATE = { incognito: true } as const;
const CONTAINER = { container: "firefox-container-1" } as const;

/** A GET that Firefox refuses for want of Access-Control-Allow-Origin. */
function refused(
  requestId: string,
  place: Partial<RequestContext>,
  change: { readonly at?: number; readonly headers?: [string, string][] } = {},
) {
  const context: RequestContext = { tabId: 1, frameId: 0, initiator: PAGE, type: "xmlhttprequest", toldBy: "firefox", ...place };
  const base = { requestId, url: "http://api.test/", method: "GET", context };
  const at = change.at ?? 100;
  const events: NetworkEvent[] = [
    { ...base, timeStamp: at, kind: "started" },
    {
      ...base,
      timeStamp: at,
      kind: "sent",
      headers: [
        ["Origin", PAGE],
        ["Sec-Fetch-Mode", "cors"],
      ],
    },
    { ...base, timeStamp: at + 1, kind: "answered", status: 200, statusLine: "", headers: change.headers ?? [] },
    { ...base, timeStamp: at + 2, kind: "failed", error: "NS_ERROR_DOM_BAD_URI" },
  ];
  return events;
}

function recorded(...requests: NetworkEvent[][]): Recording {
  const recording = new Recording(newLedger(), [], "firefox");
  for (const event of requests.flat()) recording.add(event);
  recording.settle();
  return recording;
}

const shown = (recording: Recording, subject: number | "all") =>
  recording.kept(recording.belongsTo(subject)).map(({ exchange }) => exchange.id);

describe("private windows", () => {
  it("are shown with their own tab only, never among all", () => {
    const recording = recorded(refused("1", { tabId: 1 }), refused("2", { tabId: 2, ...PRIVATE }), refused("3", { tabId: -1, ...PRIVATE }));
    recording.navigated({ tabId: 1, url: `${PAGE}/`, at: 1 });
    recording.navigated({ tabId: 2, url: `${PAGE}/`, at: 1, ...PRIVATE });
    expect([shown(recording, "all"), shown(recording, 1), shown(recording, 2)]).toEqual([["1"], ["1"], ["2", "3"]]);
  });

  it("are not named to a panel of all tabs", () => {
    const recording = recorded();
    recording.navigated({ tabId: 2, url: "http://hidden.test/", at: 1, ...PRIVATE });
    const recorder = { settings: DEFAULT_SETTINGS, permission: "granted", troubles: [] } as const;
    expect(JSON.stringify(statusFor("all", recorder, recording.ledger))).not.toContain("hidden");
    expect(statusFor(2, recorder, recording.ledger).navigations).toHaveLength(1);
  });

  it("leave nothing behind when the last one is closed", () => {
    const recording = recorded(refused("1", {}), refused("2", { tabId: 2, ...PRIVATE }));
    recording.navigated({ tabId: 2, url: "http://hidden.test/", at: 1, ...PRIVATE });
    expect(recording.forgetPrivate()).toEqual(["2"]);
    expect(JSON.stringify(recording.ledger)).not.toContain("hidden");
    expect(shown(recording, 1)).toEqual(["1"]);
  });
});

describe("containers", () => {
  it("keep their workers' requests to themselves", () => {
    const recording = recorded(refused("1", { tabId: -1 }), refused("2", { tabId: -1, ...CONTAINER }));
    recording.navigated({ tabId: 1, url: `${PAGE}/`, at: 1 });
    recording.navigated({ tabId: 2, url: `${PAGE}/`, at: 1, ...CONTAINER });
    expect([shown(recording, 1), shown(recording, 2)]).toEqual([["1"], ["2"]]);
  });

  it("are not given each other's cached replies", () => {
    const date: [string, string][] = [["Date", "Sat, 21 Nov 2026 03:00:00 GMT"]];
    const image = refused("1", { type: "image" }, { headers: date }).map((event): NetworkEvent => {
      if (event.kind === "sent") return { ...event, headers: [["Sec-Fetch-Mode", "no-cors"]] };
      return event.kind === "failed" ? { ...event, kind: "accepted", status: 200, fromCache: false } : event;
    });
    const recording = recorded(image, refused("2", CONTAINER, { at: 200, headers: date }), refused("3", {}, { at: 300, headers: date }));
    expect(recording.kept(() => true).map(({ exchange }) => [exchange.id, exchange.cachedFrom])).toEqual([
      ["2", undefined],
      ["3", { at: 101 }],
    ]);
  });
});
