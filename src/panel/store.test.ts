import { describe, expect, it } from "vitest";
import type { Exchange } from "../core/exchange/exchange";
import { blocked, drawn } from "./exchanges.fixture";
import type { Lines } from "./items";
import { PanelStore } from "./store";
import { HandTransport, STATUS } from "./transport.fixture";

const position = (sequence: number, epoch = "e") => ({ epoch, sequence });

/** Frames come when the test says so. */
function mounted() {
  const transport = new HandTransport();
  const frames: (() => void)[] = [];
  const store = new PanelStore(transport, 1, { task: (work) => work(), frame: (work) => frames.push(work) }, "chromium");
  store.start();
  const frame = () => {
    for (const work of frames.splice(0)) work();
  };
  const snapshot = (exchanges: readonly Exchange[], at = 1, epoch = "e") =>
    transport.say({ kind: "snapshot", position: position(at, epoch), exchanges, alive: exchanges.map((one) => one.id), last: true });
  return { transport, store, frames, frame, snapshot };
}

const drawnLines = (lines: Lines) =>
  Array.from({ length: lines.length }, (_, index) => lines.at(index))
    .map((item) => (item?.kind === "row" ? item.row.id : "-"))
    .join("");

describe("PanelStore", () => {
  it("subscribes on every connection and says how far it has read", () => {
    const { transport, snapshot } = mounted();
    transport.connect();
    snapshot([drawn({ id: "a" })], 7);
    transport.disconnect();
    transport.connect();
    expect(transport.sent).toEqual([
      { kind: "subscribe", subject: 1, panel: true, since: null },
      { kind: "subscribe", subject: 1, panel: true, since: position(7) },
    ]);
  });

  it("shows a burst at the next frame, all at once", () => {
    const { transport, store, frames, frame } = mounted();
    expect(store.lines.value).toHaveProperty("exchanges", 0);
    for (let n = 0; n < 20; n += 1) {
      transport.say({ kind: "changes", position: position(n), changed: [drawn({ id: `x${n}`, at: n })], removed: [] });
    }
    expect(store.lines.value).toHaveProperty("exchanges", 0);
    expect(frames).toHaveLength(1);
    frame();
    expect(frames).toHaveLength(0);
    expect(store.lines.value).toHaveProperty("exchanges", 20);
    expect(store.counts.value.allowed).toBe(20);
  });

  it("forgets what is no longer alive after a reconnect", () => {
    const { store, frame, snapshot } = mounted();
    snapshot([drawn({ id: "a", at: 1 }), drawn({ id: "b", at: 2 })]);
    frame();
    snapshot([drawn({ id: "b", at: 2 })], 2);
    frame();
    expect(drawnLines(store.lines.value)).toBe("b");
  });

  it("starts anew when the recording does", () => {
    const { store, frame, snapshot } = mounted();
    snapshot([drawn({ id: "a" })]);
    frame();
    snapshot([drawn({ id: "z" })], 1, "another");
    frame();
    expect(drawnLines(store.lines.value)).toBe("z");
  });

  it("drops what was removed before it was ever shown", () => {
    const { transport, store, frame } = mounted();
    transport.say({ kind: "changes", position: position(1), changed: [drawn({ id: "a" })], removed: [] });
    transport.say({ kind: "changes", position: position(2), changed: [], removed: ["a"] });
    frame();
    expect(store.lines.value).toHaveProperty("exchanges", 0);
  });

  it("filters rows but counts all", () => {
    const { store, frame, snapshot } = mounted();
    snapshot([drawn({ id: "a", at: 1 }), blocked("b", 2)]);
    frame();
    store.filterText.value = "is:blocked";
    expect(drawnLines(store.lines.value)).toBe("b");
    expect(store.counts.value).toMatchObject({ allowed: 1, blocked: 1 });
  });

  it("keeps imported exchanges apart from live ones", () => {
    const { transport, store, frame, snapshot } = mounted();
    snapshot([drawn({ id: "live" })]);
    frame();
    store.beginImport("report.har", "firefox");
    store.addImported([blocked("file")]);
    transport.say({ kind: "changes", position: position(2), changed: [drawn({ id: "more", at: 5000 })], removed: [] });
    frame();
    expect(drawnLines(store.lines.value)).toBe("file");
    store.clear();
    expect(drawnLines(store.lines.value)).toBe("livemore");
    expect(transport.sent).toEqual([]);
  });

  it("turns recording off and on again in the scope it had", () => {
    const { transport, store } = mounted();
    transport.say({ kind: "status", status: { ...STATUS, settings: { ...STATUS.settings, scope: "open-panels" } } });
    store.toggleRecording();
    transport.say({ kind: "status", status: { ...STATUS, settings: { ...STATUS.settings, scope: "off" } } });
    store.toggleRecording();
    expect(transport.sent).toEqual([
      { kind: "change-settings", settings: { scope: "off" } },
      { kind: "change-settings", settings: { scope: "open-panels" } },
    ]);
  });

  it("exports what it has itself once the extension was updated under it", async () => {
    const { transport, store } = mounted();
    transport.say({ kind: "changes", position: { epoch: "e", sequence: 1 }, changed: [drawn({ id: "a" })], removed: [] });
    const asked = store.exports.begin(() => undefined);
    transport.disconnect();
    transport.outdate();
    expect(store.connection.value).toBe("outdated");
    expect((await asked).map((one) => one.id)).toEqual(["a"]);
    expect((await store.exports.begin(() => undefined)).map((one) => one.id)).toEqual(["a"]);
  });

  it("gathers an export from its parts and asks again after a reconnect", async () => {
    const { transport, store } = mounted();
    const seen: number[] = [];
    const gathered = store.exports.begin((count) => seen.push(count));
    transport.say({ kind: "exported", call: 1, exchanges: [drawn({ id: "a" })], last: false });
    transport.disconnect();
    transport.connect();
    transport.say({ kind: "exported", call: 1, exchanges: [drawn({ id: "a" })], last: false });
    transport.say({ kind: "exported", call: 1, exchanges: [drawn({ id: "b" })], last: true });
    expect((await gathered).map((one) => one.id)).toEqual(["a", "b"]);
    expect(seen).toEqual([1, 1, 2]);
    expect(transport.sent.filter((message) => message.kind === "export")).toHaveLength(2);
  });
});
