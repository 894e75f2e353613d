import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assemble } from "./assemble";
import type { NetworkEvent, RequestContext, ToldKind } from "./networkEvent";

/** Sequences as Firefox 153 tells them: whole milliseconds, the headers of a main request before its preflight begins. */

const PAGE = "http://app.test";
const CONTEXT: RequestContext = { tabId: 1, frameId: 17179869185, initiator: PAGE, type: "xmlhttprequest", toldBy: "firefox" };
const API = "http://api.test/a";

type Told = readonly [kind: ToldKind, at: number, more?: { url?: string; status?: number; location?: string; error?: string }];

function told(requestId: string, method: string, list: readonly Told[], sent: readonly [string, string][] = [], context = CONTEXT) {
  return list.map(([kind, timeStamp, { url = API, status = 200, location, error = "NS_ERROR_DOM_BAD_URI" } = {}]): NetworkEvent => {
    const base = { requestId, timeStamp, url, method, context };
    if (kind === "started") return { ...base, kind };
    if (kind === "sent") return { ...base, kind, headers: [["Origin", PAGE], ...sent] };
    if (kind === "accepted") return { ...base, kind, status, fromCache: false };
    if (kind === "failed") return { ...base, kind, error };
    return { ...base, kind, status, statusLine: "", headers: location === undefined ? [] : [["Location", location]] };
  });
}

/** A request of one hop whose whole story takes `gap` milliseconds. */
function whole(id: string, method: string, at: number, gap: number, sent: readonly [string, string][] = [], context = CONTEXT) {
  return told(
    id,
    method,
    [
      ["started", at],
      ["sent", at],
      ["answered", at + gap],
      ["accepted", at + gap],
    ],
    sent,
    context,
  );
}

function preflight(id: string, asks: string, at: number, gap: number, context = CONTEXT, names = "") {
  const fields: [string, string][] = [["Access-Control-Request-Method", asks]];
  return whole(id, "OPTIONS", at, gap, names === "" ? fields : [...fields, ["Access-Control-Request-Headers", names]], context);
}

function pairsOf(events: readonly NetworkEvent[]): string[] {
  return assemble(events)
    .flatMap(({ main, preflights }) => preflights.map((one) => `${one.transaction.requestId}->${main?.requestId ?? "nobody"}`))
    .sort();
}

const hopsOf = (events: readonly NetworkEvent[]) =>
  assemble(events).map(({ main }) => main?.hops.map(({ url, response }) => `${url} ${response?.status}`));

describe("preflights in Firefox", () => {
  it("belong to the request whose headers were shown before them", () => {
    expect(pairsOf([...whole("1", "PUT", 100, 30), ...preflight("2", "PUT", 101, 10)])).toEqual(["2->1"]);
  });

  it("are served first come, first served where everything begins in one millisecond", () => {
    const events = Array.from({ length: 8 }, (_, index) => [
      ...whole(`${10 + index}`, "PUT", 100, 50),
      ...preflight(`${30 + index}`, "PUT", 101, 10 + ((index * 7) % 20)),
    ]).flat();
    expect(pairsOf(events)).toEqual(Array.from({ length: 8 }, (_, index) => `${30 + index}->${10 + index}`));
  });

  it.each<[string, [string, string][], [string, string][], string]>([
    ["a POST that needs none", [["Content-Type", "text/plain"]], [["Content-Type", "application/json"]], "content-type"],
    [
      "one that needs more",
      [
        ["X-A", "1"],
        ["X-B", "1"],
      ],
      [["X-A", "1"]],
      "x-a",
    ],
    [
      "one that needs less",
      [["X-A", "1"]],
      [
        ["X-A", "1"],
        ["X-B", "1"],
      ],
      "x-a,x-b",
    ],
  ])("are not lent to %s", (_, earlier, own, names) => {
    const events = [
      ...whole("1", "POST", 100, 90, earlier),
      ...whole("2", "POST", 101, 90, own),
      ...preflight("3", "POST", 102, 9, CONTEXT, names),
    ];
    expect(pairsOf(events)).toEqual(["3->2"]);
  });

  it("ask for nothing that the browser added", () => {
    const added: [string, string][] = [
      ["User-Agent", "Firefox"],
      ["Priority", "u=4"],
      ["Cache-Control", "no-cache"],
      ["Pragma", "no-cache"],
    ];
    expect(pairsOf([...whole("1", "PUT", 100, 30, added), ...preflight("2", "PUT", 101, 10)])).toEqual(["2->1"]);
  });

  it("never belong to another container, nor a private one to another window", () => {
    const places: RequestContext[] = [CONTEXT, { ...CONTEXT, container: "firefox-container-1" }, { ...CONTEXT, incognito: true }];
    for (const mine of places) {
      for (const other of places.filter((place) => place !== mine)) {
        const events = [
          ...whole("1", "PUT", 99, 90, [], other),
          ...whole("2", "PUT", 100, 90, [], mine),
          ...preflight("3", "PUT", 101, 5, mine),
        ];
        expect(pairsOf(events)).toEqual(["3->2"]);
      }
    }
  });
});

describe("hops in Firefox", () => {
  const there = "http://other.test/b";

  it("keeps a reply with its own hop though the next begins in the same millisecond", () => {
    const events = told("1", "GET", [
      ["started", 5],
      ["sent", 5],
      ["answered", 8, { status: 302, location: there }],
      ["started", 8, { url: there }],
      ["sent", 8, { url: there }],
      ["answered", 9, { url: there }],
      ["accepted", 9, { url: there }],
    ]);
    expect(hopsOf(events)).toEqual([[`${API} 302`, `${there} 200`]]);
  });

  it("keeps a redirect to the same URL two hops", () => {
    const events = told("1", "GET", [
      ["started", 5],
      ["sent", 5],
      ["answered", 8, { status: 302, location: API }],
      ["started", 8],
      ["sent", 8],
      ["answered", 9],
      ["accepted", 9],
    ]);
    expect(hopsOf(events)).toEqual([[`${API} 302`, `${API} 200`]]);
  });

  it.each([5, 6])("is one hop where a service worker stepped aside, %d", (again) => {
    const events = told("1", "GET", [
      ["started", 5],
      ["started", again],
      ["sent", again],
      ["answered", 9],
      ["accepted", 9],
    ]);
    expect(hopsOf(events)).toEqual([[`${API} 200`]]);
    expect(assemble(events)[0]?.incomplete).toBe(false);
  });

  it("makes no hop of the URL that a refused redirect would have gone to", () => {
    const events = told("1", "GET", [
      ["started", 5],
      ["sent", 5],
      ["answered", 8, { status: 302, location: there }],
      ["accepted", 8, { url: there, status: 0 }],
      ["failed", 8, { url: there, error: "NS_ERROR_UNEXPECTED" }],
    ]);
    expect(hopsOf(events)).toEqual([[`${API} 302`]]);
    expect(assemble(events)[0]).toMatchObject({
      incomplete: false,
      main: { end: { kind: "failed", error: "NS_ERROR_UNEXPECTED", afterAccepted: false } },
    });
  });

  it("takes a reply of status 0 for none where none was shown, and for an opaque one where one was", () => {
    const reset = told("1", "PUT", [
      ["started", 5],
      ["sent", 5],
      ["accepted", 9, { status: 0 }],
      ["failed", 9, { error: "NS_ERROR_NET_RESET" }],
    ]);
    expect(assemble(reset)[0]?.main?.end).toMatchObject({ kind: "failed", afterAccepted: false });
    const opaque = told("1", "GET", [
      ["started", 5],
      ["sent", 5],
      ["answered", 8],
      ["accepted", 8, { status: 0 }],
    ]);
    expect(assemble(opaque)[0]?.main?.end).toMatchObject({ kind: "accepted", status: 0 });
  });
});

describe("events after a wake-up, grouped by kind", () => {
  const there = "http://other.test/b";
  const events: NetworkEvent[] = [
    ...whole("1", "PUT", 100, 40),
    ...preflight("2", "PUT", 100, 12),
    ...whole("3", "PUT", 100, 40),
    ...preflight("4", "PUT", 101, 11),
    ...told("5", "GET", [
      ["started", 100],
      ["sent", 100],
      ["answered", 104, { status: 307, location: there }],
      ["started", 104, { url: there }],
      ["sent", 104, { url: there }],
      ["answered", 107, { url: there }],
      ["accepted", 107, { url: there }],
      ["failed", 108, { url: there }],
    ]),
  ];
  const expected = JSON.stringify(assemble(events));

  it("give the same exchanges", () => {
    const grouped = (["started", "sent", "answered", "accepted", "failed"] as const).flatMap((kind) =>
      events.filter((event) => event.kind === kind),
    );
    expect(JSON.stringify(assemble(grouped))).toBe(expected);
    expect(JSON.parse(expected)).toHaveLength(3);
  });

  it("give the same exchanges in any order (property)", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        expect(JSON.stringify(assemble(shuffled))).toBe(expected);
      }),
    );
  });
});
