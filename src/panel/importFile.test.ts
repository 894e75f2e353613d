import { describe, expect, it } from "vitest";
import { INFO } from "../core/report/info.fixture";
import { toHar } from "../core/report/toHar";
import { blocked } from "./exchanges.fixture";
import { importFile, type ReaderThread } from "./importFile";
import { type FromReader, ImportReader, type ToReader } from "./importReader";
import { PanelStore } from "./store";
import { HandTransport } from "./transport.fixture";

/** A thread in this one. */
class NearThread implements ReaderThread {
  onmessage: ((event: MessageEvent<FromReader>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  ended = false;
  readonly told: FromReader["kind"][] = [];
  readonly #reader = new ImportReader((message) => {
    if (this.ended) return;
    this.told.push(message.kind);
    this.onmessage?.(new MessageEvent("message", { data: structuredClone(message) }));
  });

  postMessage(message: ToReader): void {
    void this.#reader.take(message);
  }

  terminate(): void {
    this.ended = true;
  }
}

function opened() {
  const transport = new HandTransport();
  const thread = new NearThread();
  return { transport, thread, store: new PanelStore(transport, 1, { task: (work) => work(), frame: (work) => work() }, "chromium") };
}

const REPORT = JSON.stringify(
  toHar(
    Array.from({ length: 250 }, (_, index) => blocked(`id-${index}`)),
    INFO,
  ),
);
const fileOf = (text: string) => new File([text], "report.har");

describe("importing a file", () => {
  it("shows its exchanges slice by slice, and asks nobody for anything", async () => {
    const { store, thread, transport } = opened();
    await importFile(store, fileOf(REPORT), () => thread);
    expect(thread.told.filter((kind) => kind !== "progress")).toEqual(["read", "exchanges", "exchanges", "exchanges"]);
    expect(store.shown().exchanges).toHaveLength(250);
    expect(store.shown().exchanges.every(({ source }) => source === "imported")).toBe(true);
    expect([store.source.value, store.imported.name.value, store.notice.value]).toEqual(["imported", "report.har", null]);
    expect([thread.ended, transport.sent]).toEqual([true, []]);
  });

  it("says how far it is, and leaves everything as it was when it is cancelled", async () => {
    const { store, thread } = opened();
    const importing = importFile(store, fileOf(REPORT), () => thread);
    expect(store.notice.value).toMatchObject({ tone: "busy", text: "Reading report.har… 0 %", cure: { words: "Cancel" } });
    store.notice.value?.cure?.act();
    await importing;
    expect([store.source.value, store.notice.value, thread.ended]).toEqual(["live", null, true]);
  });

  it("a second file ends the reading of the first", async () => {
    const { store, thread } = opened();
    const second = new NearThread();
    const first = importFile(store, fileOf(REPORT), () => thread);
    await importFile(store, fileOf("{}"), () => second);
    await first;
    expect(thread.ended).toBe(true);
    expect(store.notice.value?.text).toMatch(/^This file could not be read: Expected an object at log/);
  });

  it("a closed import stays closed while its file still comes", async () => {
    const { store, thread } = opened();
    const tell = store.addImported.bind(store);
    store.addImported = (exchanges) => {
      tell(exchanges);
      store.closeImport();
    };
    await importFile(store, fileOf(REPORT), () => thread);
    expect([store.source.value, store.judged().length]).toEqual(["live", 0]);
  });

  it.each([
    [
      REPORT.slice(0, -2000),
      /^This file stops being JSON at line 1, column \d+ \(log\.entries\[249\]\): what can be read of it is shown\. 1 entry of/,
    ],
    [REPORT.replace('"url":', '"nothing":'), /./],
    ["", /the file is empty/],
  ])("tells in a sentence what is wrong with a file", async (text, sentence) => {
    const { store, thread } = opened();
    await importFile(store, fileOf(text), () => thread);
    expect(store.notice.value?.text).toMatch(sentence);
    expect(store.notice.value?.tone).toBe("bad");
  });

  it("a thread that does not start is told", async () => {
    const { store, thread } = opened();
    const importing = importFile(store, fileOf(REPORT), () => thread);
    thread.onerror?.(new Event("error") as ErrorEvent);
    await importing;
    expect(store.notice.value?.text).toMatch(/could not be read/);
  });
});
