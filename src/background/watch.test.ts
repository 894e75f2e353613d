import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Reach } from "../capture/listen";
import { Watch } from "./watch";

const panelOf = (subject: number) => ({ panel: true, subject });

describe("Watch", () => {
  let reaches: Reach[];
  let remembered: (readonly number[])[];
  let clients: Set<{ panel: boolean; subject: number | "all" | null }>;
  let watch: Watch;

  beforeEach(() => {
    vi.useFakeTimers();
    reaches = [];
    remembered = [];
    clients = new Set();
    watch = new Watch({ reach: (reach) => reaches.push(reach) }, clients, (tabIds) => remembered.push(tabIds));
  });
  afterEach(() => void vi.useRealTimers());

  it("follows the panels that are open, each tab once, popups apart", () => {
    for (const client of [panelOf(7), panelOf(3), panelOf(7), { panel: false, subject: 9 }, { panel: true, subject: "all" as const }])
      clients.add(client);
    watch.apply("open-panels");
    expect(reaches).toEqual([{ tabIds: [3, 7] }]);
    expect(remembered).toEqual([[3, 7]]);
    clients.clear();
    watch.apply("open-panels");
    expect(reaches.at(-1)).toBe("none");
    expect(remembered.at(-1)).toEqual([]);
  });

  it.each(["all", "off"] as const)("knows no tabs where the scope is %s, and remembers them for later", (scope) => {
    clients.add(panelOf(7));
    watch.apply(scope);
    expect(reaches).toEqual([scope === "all" ? "all" : "none"]);
    expect(remembered).toEqual([[7]]);
  });

  it("watches the tabs of the worker before it until their panels are back", () => {
    watch.expect([7, 8], () => watch.apply("open-panels"));
    watch.apply("open-panels");
    clients.add(panelOf(7));
    watch.apply("open-panels");
    expect(reaches).toEqual([{ tabIds: [7, 8] }, { tabIds: [7, 8] }]);
    expect(remembered).toEqual([]);
    vi.advanceTimersByTime(10_000);
    expect(reaches.at(-1)).toEqual({ tabIds: [7] });
    expect(remembered).toEqual([[7]]);
  });
});
