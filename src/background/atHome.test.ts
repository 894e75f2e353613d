import { describe, expect, it } from "vitest";
import type { Header, NetworkEvent } from "../core/exchange/networkEvent";
import { AtHome } from "./atHome";

const APP = "http://app.test";
let clock = 0;

function event(
  kind: NetworkEvent["kind"],
  url: string,
  more: { method?: string; status?: number; headers?: Header[]; error?: string } = {},
): NetworkEvent {
  const context = { tabId: 1, frameId: 0, initiator: APP, type: "xmlhttprequest" };
  const { method = "GET", status = 200, headers = [], error = "net::ERR_FAILED" } = more;
  return {
    kind,
    requestId: "1",
    timeStamp: ++clock,
    url,
    method,
    context,
    headers,
    status,
    statusLine: "",
    fromCache: false,
    error,
  } as NetworkEvent;
}

/** Kinds of the events that are passed on because of each, and how many requests stayed. */
function play(events: readonly NetworkEvent[]): { passed: string[]; stayed: number } {
  let stayed = 0;
  const recorded = new Set<string>();
  const home = new AtHome(
    (requestId) => recorded.has(requestId),
    () => stayed++,
  );
  const passed = events.map((one) => {
    const now = home.pass(one);
    for (const { requestId } of now) recorded.add(requestId);
    return now.map(({ kind }) => kind).join(" ");
  });
  return { passed, stayed };
}

describe("AtHome", () => {
  const location = (to: string): Header[] => [["Location", to]];
  it.each([
    [
      "a request to the page's own origin is only counted",
      ["started", "sent", "answered", "accepted"].map((kind) => event(kind as "sent", `${APP}/a`)),
      ["", "", "", ""],
      1,
    ],
    [
      "one that fails there as well, once",
      [event("started", `${APP}/a`), event("accepted", `${APP}/a`), event("failed", `${APP}/a`)],
      ["", "", "failed"],
      1,
    ],
    [
      "a look into the cache alone is not counted",
      [event("started", `${APP}/`), event("failed", `${APP}/`, { error: "net::ERR_CACHE_MISS" })],
      ["", ""],
      0,
    ],
    [
      "to another origin everything passes",
      [event("started", "http://api.test/a"), event("accepted", "http://api.test/a")],
      ["started", "accepted"],
      0,
    ],
    ["another port is another origin", [event("started", `${APP}:81/a`)], ["started"], 0],
    ["a longer host is another origin", [event("started", `${APP}.evil.test/a`)], ["started"], 0],
    [
      "a redirect to another origin brings what was held, even if the browser refuses it before the next hop",
      [
        event("started", `${APP}/a`),
        event("sent", `${APP}/a`),
        event("answered", `${APP}/a`, { status: 302, headers: location("http://api.test/b") }),
        event("failed", `${APP}/a`),
      ],
      ["", "", "started sent answered", "failed"],
      0,
    ],
    [
      "a redirect within the origin stays",
      [
        event("started", `${APP}/a`),
        event("answered", `${APP}/a`, { status: 302, headers: location("/b") }),
        event("started", `${APP}/b`),
        event("accepted", `${APP}/b`),
      ],
      ["", "", "", ""],
      1,
    ],
    [
      "what comes back from another origin is not at home",
      [event("started", "http://api.test/a"), event("started", `${APP}/b`), event("accepted", `${APP}/b`)],
      ["started", "started", "accepted"],
      0,
    ],
    ["an OPTIONS may be the preflight of one that comes back", [event("started", `${APP}/a`, { method: "OPTIONS" })], ["started"], 0],
    ["an end without a beginning may be that of a recorded reply", [event("failed", `${APP}/a`)], ["failed"], 0],
  ] as const)("%s", (_, events, passed, stayed) => {
    expect(play(events)).toEqual({ passed, stayed });
  });

  it("waits for what was recorded before it says that a request stayed", () => {
    let stayed = 0;
    const recorded = new Set<string>();
    const home = new AtHome(
      (requestId) => recorded.has(requestId),
      () => stayed++,
    );
    home.pause();
    const events = ["1", "2", "3"].flatMap((requestId) =>
      (["answered", "accepted"] as const).map((kind) => ({ ...event(kind, `${APP}/a`), requestId })),
    );
    for (const one of events.filter(({ requestId, kind }) => requestId !== "3" || kind === "accepted")) expect(home.pass(one)).toEqual([]);
    recorded.add("1");
    expect(home.resume().map(({ requestId, kind }) => `${requestId} ${kind}`)).toEqual(["1 answered", "1 accepted", "3 accepted"]);
    expect(stayed).toBe(1);
  });
});
