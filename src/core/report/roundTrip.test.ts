import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnosis/diagnose";
import { assemble } from "../exchange/assemble";
import { CURABLE, eventsOf, FAILED, PAGE, type Scene } from "../remedy/scenes.fixture";
import { fromHar } from "./fromHar";
import { INFO } from "./info.fixture";
import { toHar } from "./toHar";

const MORE: Record<string, Scene> = {
  allowed: {
    reply: {
      status: 200,
      headers: [
        ["Access-Control-Allow-Origin", PAGE],
        ["Vary", "Origin"],
      ],
    },
  },
  refused: { error: "net::ERR_CONNECTION_REFUSED" },
  secrets: { url: "https://api.test/?token=[redacted#3]&a[]=1", sent: [["Cookie", "[redacted#1]"]], reply: { status: 200 }, error: FAILED },
  chain: {
    redirects: [{ status: 307, to: "/b", headers: [["Access-Control-Allow-Origin", "*"]] }],
    reply: { status: 200, headers: [["Access-Control-Allow-Origin", "*"]] },
  },
  "preflight died": { method: "PUT", preflight: { error: FAILED }, error: FAILED },
};

describe("export, import, export", () => {
  it("keeps what a tried policy changed", () => {
    const changedBy = {
      kind: "live-fix",
      server: "https://api.test",
      headers: [
        ["Access-Control-Allow-Origin", PAGE],
        ["X", null],
      ],
    } as const;
    const exchanges = assemble(eventsOf({ reply: { status: 200 } })).map((exchange) => ({ ...exchange, changedBy }));
    const read = fromHar(JSON.stringify(toHar(exchanges, INFO)));
    expect(read.ok && read.exchanges.map((exchange) => [exchange.changedBy, diagnose(exchange).verdict])).toEqual([[changedBy, "allowed"]]);
  });

  it("is equal for every scene at once", () => {
    const scenes = Object.values({ ...CURABLE, ...MORE });
    const events = scenes.flatMap((scene, index) => eventsOf({ ...scene, id: String(index), at: INFO.recordedFrom + index * 0.3 }));
    const first = toHar(assemble(events), INFO);
    const read = fromHar(JSON.stringify(first));
    if (!read.ok) expect.fail(read.problem);
    expect(read).toMatchObject({ skipped: 0, unrelated: 0, engine: "chromium", browser: INFO.browser });
    expect(read.exchanges.every(({ source }) => source === "imported")).toBe(true);
    const second = toHar(read.exchanges, INFO);
    expect(second.log.entries.length).toBe(first.log.entries.length);
    for (const [index, entry] of second.log.entries.entries()) expect(entry).toEqual(first.log.entries[index]);
  });
  it("keeps whose cookies were used, a container's or a private window's, and who told", () => {
    for (const place of [{ container: "firefox-container-3" }, { incognito: true }, { toldBy: "firefox" }] as const) {
      const events = eventsOf(CURABLE["no header"] as Scene).map((event) =>
        event.context === undefined ? event : { ...event, context: { ...event.context, ...place } },
      );
      const first = toHar(assemble(events), INFO);
      expect(first.log.entries[0]?._corscope.context).toMatchObject(place);
      const read = fromHar(JSON.stringify(first));
      expect(read.ok && toHar(read.exchanges, INFO)).toEqual(first);
    }
  });
  it("keeps what is known to be missing", () => {
    const [exchange] = assemble(eventsOf(CURABLE["no header"] as Scene).filter(({ kind }) => kind !== "started"));
    const first = toHar([exchange!], INFO);
    const read = fromHar(JSON.stringify(first));
    expect(read.ok && read.exchanges[0]?.incomplete).toBe(true);
    expect(read.ok && toHar(read.exchanges, INFO)).toEqual(first);
  });
});
