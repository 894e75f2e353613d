// @vitest-environment happy-dom

import { afterEach, describe, expect, it } from "vitest";
import { settled } from "../../parts/settled.fixture";
import { blocked, drawn } from "../exchanges.fixture";
import { mountPanel } from "../mountPanel";
import { HandTransport, STATUS } from "../transport.fixture";

let unmount: () => void = () => undefined;

async function mounted() {
  const root = document.createElement("div");
  document.body.append(root);
  const transport = new HandTransport();
  const panel = mountPanel(root, { transport, subject: 1, theme: "light" });
  unmount = () => {
    panel.unmount();
    root.remove();
  };
  const exchanges = [blocked("b"), drawn({ id: "a", at: 2000, url: "https://cdn.test/f" }), drawn({ id: "o", at: 3000, end: "open" })];
  transport.connect();
  transport.say({ kind: "status", status: STATUS });
  transport.say({ kind: "snapshot", position: { epoch: "e", sequence: 1 }, exchanges, alive: exchanges.map((one) => one.id), last: true });
  await settled();
  const field = root.querySelector("input[type=search]") as HTMLInputElement;
  const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];
  return {
    root,
    field,
    all,
    verdicts: () => all("[role=row]").map((row) => row.dataset.verdict),
    type: async (text: string) => {
      field.focus();
      field.value = text;
      field.setSelectionRange(text.length, text.length);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      await settled();
    },
    press: async (key: string) => {
      const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
      field.dispatchEvent(event);
      await settled();
      return event.defaultPrevented;
    },
    click: async (target: HTMLElement | undefined) => {
      target?.click();
      await settled();
    },
  };
}

afterEach(() => {
  unmount();
  sessionStorage.clear();
});

describe("FilterBox", () => {
  it("completes a key and then a value by keyboard alone", async () => {
    const { field, all, type, press, verdicts } = await mounted();
    expect([field.getAttribute("role"), field.ariaLabel ?? field.getAttribute("aria-label")]).toEqual([null, "Filter"]);
    const box = all("[role=combobox]")[0];
    expect(box?.getAttribute("aria-expanded")).toBe("false");
    await type("ho");
    expect(box?.getAttribute("aria-expanded")).toBe("true");
    await press("Tab");
    expect(field.value).toBe("host:");
    expect(all("[role=option]").map((option) => option.textContent)).toEqual(["api.test2", "cdn.test1"]);
    await press("ArrowDown");
    await press("ArrowDown");
    expect(field.getAttribute("aria-activedescendant")).toBe(all("[aria-selected=true]")[0]?.id);
    expect(document.getElementById(field.getAttribute("aria-controls") ?? "")?.role).toBe("listbox");
    await press("Enter");
    expect([field.value, verdicts(), box?.getAttribute("aria-expanded")]).toEqual(["host:cdn.test ", ["allowed"], "false"]);
  });

  it("lets Esc close the list first, then clear, and Tab go on where nothing was begun", async () => {
    const { field, all, type, press } = await mounted();
    await type("is:");
    expect(await press("Tab")).toBe(false);
    await press("Escape");
    expect([all("[role=listbox]").length, field.value]).toEqual([0, "is:"]);
    await press("Escape");
    expect(field.value).toBe("");
    await press("ArrowDown");
    expect(all("[role=option]")).toHaveLength(10);
  });

  it("goes to the rows from words that nothing completes", async () => {
    const { root, type, press } = await mounted();
    await type("cdn.test");
    await press("ArrowDown");
    expect(document.activeElement).toBe(root.querySelector("[role=grid]"));
  });

  it("says what it does not understand and filters by the rest", async () => {
    const { field, all, type, verdicts } = await mounted();
    await type('is:blocked colour:"<b>red" host:api');
    expect(verdicts()).toEqual(["blocked"]);
    expect(field.getAttribute("aria-invalid")).toBe("true");
    const sentence = document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent;
    expect(sentence).toMatch(/^“colour:” is no filter. Expected one of is, reason, host/u);
    expect(all(".filter-marks mark").map((mark) => mark.textContent)).toEqual(['colour:"<b>red"']);
    await type("is:blocked");
    expect([field.getAttribute("aria-invalid"), all(".filter-marks").length, all("[role=status]#filter-problem")[0]?.textContent]).toEqual([
      "false",
      0,
      "",
    ]);
  });

  it.each([
    ["is:nope", /^“is:nope” is not known. Expected one of blocked, allowed/u],
    ["has:nope", /Expected one of preflight, credentials, redirect, fix, risk/u],
    ["status:nope", /Expected one of 404, 4xx, >=400/u],
    ["cause:moon", /names no root cause/u],
    ["tab:x", /Expected the number of a tab/u],
  ])("names what was expected instead of %s", async (text, words) => {
    const { all, type } = await mounted();
    await type(text);
    expect(all("#filter-problem")[0]?.textContent).toMatch(words);
  });

  it("has a chip for each verdict that is there; several pressed show all of theirs", async () => {
    const { field, all, click, verdicts } = await mounted();
    const chip = (name: string) => all(".chip").find((one) => one.textContent?.trim().startsWith(name));
    expect(all(".chip").map((one) => one.textContent?.trim())).toEqual(["Blocked 1", "Not CORS 0", "Allowed 1", "Pending 1"]);
    await click(chip("Blocked"));
    await click(chip("Pending"));
    expect([field.value, verdicts(), chip("Pending")?.getAttribute("aria-pressed")]).toEqual([
      "is:blocked,pending",
      ["blocked", "pending"],
      "true",
    ]);
    await click(chip("Blocked"));
    await click(chip("Pending"));
    expect([field.value, verdicts().length]).toEqual(["", 3]);
  });

  it("is kept while the panel lasts", async () => {
    const first = await mounted();
    await first.type("is:blocked");
    unmount();
    const again = await mounted();
    expect([again.field.value, again.verdicts()]).toEqual(["is:blocked", ["blocked"]]);
  });
});
