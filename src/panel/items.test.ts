import { describe, expect, it } from "vitest";
import { drawn } from "./exchanges.fixture";
import { type Item, itemsOf } from "./items";
import { rowOf } from "./judge";

const drawnItems = (items: readonly Item[]) => items.map((item) => (item.kind === "row" ? item.id : "-")).join("");

describe("itemsOf", () => {
  const rows = [1, 2, 3].map((at) => rowOf(drawn({ id: String(at), at: at * 10 }), "chromium"));
  const to = (at: number) => ({ tabId: 1, at, url: "https://app.test/" });
  it.each([
    [[], "123"],
    [[to(5)], "123"],
    [[to(15)], "1-23"],
    [[to(20)], "1-23"],
    [[to(15), to(16)], "1--23"],
    [[to(35)], "123-"],
  ])("navigations %j", (navigations, expected) => {
    expect(drawnItems(itemsOf(rows, navigations))).toBe(expected);
  });
});
