// @vitest-environment happy-dom

import { render } from "preact";
import { afterEach, describe, expect, it } from "vitest";
import type { Status } from "../../messaging/protocol";
import { settled } from "../../parts/settled.fixture";
import { PanelStore } from "../store";
import { HandTransport, STATUS } from "../transport.fixture";
import { EmptyState } from "./EmptyState";
import { Notices } from "./Notices";

const root = document.createElement("div");
afterEach(() => render(null, root));

function opened(status: Partial<Status>, view: "notices" | "empty") {
  const transport = new HandTransport();
  const store = new PanelStore(transport, 1, { task: (work) => work(), frame: (work) => work() }, "chromium");
  store.start();
  transport.connect();
  transport.say({ kind: "status", status: { ...STATUS, ...status } });
  const acts: string[] = [];
  const abilities = { reload: () => acts.push("reload"), grant: () => acts.push("grant") };
  render(view === "notices" ? <Notices store={store} abilities={abilities} /> : <EmptyState store={store} abilities={abilities} />, root);
  const press = (name: string) => [...root.querySelectorAll("button")].find((button) => button.textContent === name)?.click();
  return { store, transport, acts, press };
}

describe("Notices", () => {
  it.each<[Partial<Status>, string[]]>([
    [{ permission: "missing" }, ["Grant access"]],
    [{ permission: "partial" }, ["Grant access"]],
    [{ settings: { ...STATUS.settings, scope: "off" } }, ["Resume"]],
    [{ dropped: 3 }, ["Export what is left", "Clear all"]],
    [{ troubles: ["storage-full"] }, ["Export what is left", "Clear all"]],
    [{ troubles: ["worker-restarted"] }, ["Reload page"]],
    [{ troubles: ["malformed-event"] }, ["Reload page"]],
  ])("offers a cure for %j", (status, cures) => {
    opened(status, "notices");
    expect([...root.querySelectorAll("button")].map((button) => button.textContent)).toEqual(cures);
  });

  it("says calmly that the panel is of a version before", async () => {
    const { transport } = opened({}, "notices");
    transport.disconnect();
    transport.outdate();
    await settled();
    expect(root.querySelector(".notice-calm")?.textContent).toContain("Corscope was updated under this panel");
    expect(root.querySelector(".notice-busy")).toBeNull();
    // There is nothing to be exported, and nobody who could do anything else.
    expect(root.querySelector("button")).toBeNull();
  });

  it("carries the cures out", () => {
    const missing = opened({ permission: "missing", troubles: ["worker-restarted"] }, "notices");
    missing.press("Grant access");
    missing.press("Reload page");
    expect(missing.acts).toEqual(["grant", "reload"]);
    const full = opened({ dropped: 3 }, "notices");
    full.press("Clear all");
    expect(full.transport.sent.at(-1)).toEqual({ kind: "clear", subject: 1 });
  });
});

describe("EmptyState", () => {
  it("promises nothing in a panel of a version before", async () => {
    const { store, transport } = opened({}, "empty");
    expect(root.textContent).toContain("will appear here");
    transport.disconnect();
    transport.outdate();
    await settled();
    expect(root.textContent).toContain("Corscope was updated under this panel");
    expect(root.textContent).not.toContain("will appear here");
    expect(store.settings).toBeNull();
  });

  it("loads the sample recording as something that is not live", async () => {
    const { store, press } = opened({}, "empty");
    press("Load the sample recording");
    await expect.poll(() => store.counts.value.blocked).toBe(10);
    expect([store.source.value, store.imported.name.value]).toEqual(["imported", "Sample recording"]);
    store.closeImport();
    expect([store.source.value, store.counts.value.blocked]).toEqual(["live", 0]);
  });
});
