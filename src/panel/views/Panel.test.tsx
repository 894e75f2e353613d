// @vitest-environment happy-dom

import { afterEach, describe, expect, it, vi } from "vitest";
import type { Exchange, Transaction } from "../../core/exchange/exchange";
import type { HeaderList } from "../../core/exchange/networkEvent";
import { DEFAULT_SETTINGS, type Status } from "../../messaging/protocol";
import { settled } from "../../parts/settled.fixture";
import { blocked, drawn } from "../exchanges.fixture";
import { mountPanel } from "../mountPanel";
import { recall } from "../remember";
import { HandTransport, STATUS } from "../transport.fixture";

/** Rendering is settled when nothing is queued before the next frame. */
let unmount: () => void = () => undefined;

async function mounted(exchanges: readonly Exchange[], status: Partial<Status> = {}) {
  const root = document.createElement("div");
  document.body.append(root);
  const transport = new HandTransport();
  const panel = mountPanel(root, { transport, subject: 1, theme: "dark" });
  unmount = () => {
    panel.unmount();
    root.remove();
  };
  transport.connect();
  transport.say({ kind: "status", status: { ...STATUS, ...status } });
  transport.say({ kind: "snapshot", position: { epoch: "e", sequence: 1 }, exchanges, alive: exchanges.map((one) => one.id), last: true });
  await settled();
  const all = <E extends HTMLElement>(selector: string) => [...root.querySelectorAll<E>(selector)];
  const press = async (key: string, target: Element) => {
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    await settled();
  };
  const click = async (target: HTMLElement | undefined) => {
    target?.click();
    await settled();
  };
  return { root, transport, all, press, click };
}

afterEach(() => unmount());

describe("Panel", () => {
  it("has the names that the contract promises", async () => {
    const { root, all, click } = await mounted([blocked("b")]);
    const buttons = all("button").map((button) => button.textContent?.trim());
    for (const name of ["Export HAR", "Import", "Copy report", "Clear", "Record"])
      expect(buttons.filter((one) => one === name)).toHaveLength(1);
    expect(root.querySelector("input[type=search]")?.getAttribute("aria-label")).toBe("Filter");
    expect(root.querySelector("[role=grid]")?.getAttribute("aria-label")).toBe("Exchanges");
    expect(all("[role=grid] [role=row]")).toHaveLength(1);
    await click(all("[role=grid] [role=row]")[0]);
    expect(all("[role=tab]").map((tab) => tab.textContent)).toEqual(["Why", "Timeline", "Fix", "Headers", "Source", "Simulate"]);
  });

  it("is worked by keys", async () => {
    const { root, all, press } = await mounted([drawn({ id: "a", at: 1 }), blocked("b", 2)]);
    const grid = root.querySelector("[role=grid]") as HTMLElement;
    await press("ArrowDown", grid);
    await press("ArrowDown", grid);
    expect(all("[role=row][aria-selected=true]")[0]?.getAttribute("aria-label")).toContain("Blocked, GET api.test/x");
    expect(all("[role=tab]")).toHaveLength(0);
    await press("Enter", grid);
    expect(all("[role=tabpanel]")).toHaveLength(1);
    await press("Escape", grid);
    expect(all("[role=tabpanel]")).toHaveLength(0);
    await press("/", grid);
    expect(document.activeElement).toBe(root.querySelector("input[type=search]"));
  });

  it("lets Esc close the details first and then clear the filter", async () => {
    const { root, all, press, click } = await mounted([blocked("b")]);
    const field = root.querySelector("input[type=search]") as HTMLInputElement;
    field.value = "api";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await settled();
    await click(all("[role=grid] [role=row]")[0]);
    const grid = root.querySelector("[role=grid]") as HTMLElement;
    await press("Escape", grid);
    expect([all("[role=tabpanel]").length, field.value]).toEqual([0, "api"]);
    await press("Escape", grid);
    expect(field.value).toBe("");
  });

  it("says Not CORS first, and that CORS headers will not help", async () => {
    const { root, all, click } = await mounted([drawn({ id: "n", reply: null, end: "net::ERR_CONNECTION_REFUSED" })]);
    await click(all("[role=grid] [role=row]")[0]);
    expect(root.querySelector("[role=tabpanel]")?.textContent).toMatch(/^Not CORS\s*CORS headers will not help/u);
  });

  it.each(["Why", "Timeline", "Fix", "Headers", "Source", "Simulate"])("shows hostile values as text in %s", async (name) => {
    const evil = '<img src=x onerror="alert(1)">';
    const { root, all, click } = await mounted([
      blocked("b", 1000, [
        ["Access-Control-Allow-Origin", evil],
        ["X-Bidi", "a\u202eb"],
      ]),
    ]);
    await click(all("[role=grid] [role=row]")[0]);
    await click(all("[role=tab]").find((tab) => tab.textContent === name));
    expect(root.querySelectorAll("img, script")).toHaveLength(0);
    if (name === "Headers") {
      expect(root.textContent).toContain(evil);
      expect(root.querySelector(".hidden-char")?.textContent).toBe("U+202E");
    }
  });

  it("names what decides even when it is absent", async () => {
    const { root, all, click } = await mounted([blocked("b")]);
    await click(all("[role=grid] [role=row]")[0]);
    await click(all("[role=tab]").find((tab) => tab.textContent === "Headers"));
    expect(root.querySelector(".deciding")?.textContent).toMatch(/Access-Control-Allow-Origin:\s*absent/u);
  });

  it.each<[Partial<Status>, RegExp]>([
    [{ permission: "missing" }, /no permission/u],
    [{ settings: { ...DEFAULT_SETTINGS, scope: "off" } }, /Recording is off/u],
    [{ dropped: 3 }, /3 older exchanges/u],
    [{ troubles: ["storage-full"] }, /storage is full/u],
    [{ troubles: ["worker-restarted"] }, /restarted the recorder/u],
  ])("says calmly %j", async (status, words) => {
    const { root } = await mounted([], status);
    expect(root.querySelector(".notices")?.textContent).toMatch(words);
  });

  it("says that it reconnects, and stops saying so", async () => {
    const { root, transport } = await mounted([]);
    transport.disconnect();
    await settled();
    expect(root.querySelector(".notices")?.textContent).toMatch(/Reconnecting/u);
    transport.connect();
    await settled();
    expect(root.querySelector(".notices")?.textContent).toBe("");
  });

  it.each([
    ["says what is risky though allowed", [], /Vary: Origin/u],
    ["and is quiet when nothing is", [["Vary", "Origin"]], null],
  ] as const)("%s", async (_, more, risk) => {
    const headers: HeaderList = [["Access-Control-Allow-Origin", "https://app.test"], ...more];
    const { root, all, click } = await mounted([drawn({ id: "a", reply: { status: 200, headers } })]);
    await click(all("[role=grid] [role=row]")[0]);
    const risks = root.querySelector(".risks");
    if (risk === null) expect(risks).toBeNull();
    else expect(risks?.textContent).toMatch(risk);
    expect(root.querySelector(".engines")).toBeNull();
  });

  it("says of an allowed exchange that other engines refuse it", async () => {
    const main = drawn({ id: "a", reply: { status: 200, headers: [["Access-Control-Allow-Origin", "*"]] } });
    const headers: HeaderList = [
      ["Access-Control-Allow-Origin", "*"],
      ["Access-Control-Allow-Headers", "*"],
    ];
    const { main: preflight } = drawn({ id: "p", method: "OPTIONS", reply: { status: 204, headers } });
    const [hop] = preflight?.hops ?? [];
    if (preflight === null || hop?.sent == null) throw new Error("a preflight was drawn");
    const asks: HeaderList = [
      ...hop.sent.headers,
      ["Access-Control-Request-Method", "GET"],
      ["Access-Control-Request-Headers", "authorization"],
    ];
    const transaction = { ...preflight, hops: [{ ...hop, sent: { ...hop.sent, headers: asks } }] };
    const { root, all, click } = await mounted([{ ...main, preflights: [{ hop: 0, transaction }] }]);
    await click(all("[role=grid] [role=row]")[0]);
    expect(root.querySelector(".engines .differs")?.textContent).toMatch(/Fetch standard.*Blocked/u);
  });

  it.each([
    [
      "Firefox, whose own word is a line more, the checks come next",
      "Firefox/153.0",
      ["sentence", "own-word", "ladder", "cause", "reason-name"],
    ],
    ["Chromium, they come after what explains them", "Chrome/156.0.0.0", ["sentence", "reason-name", "cause", "ladder"]],
  ])("in a recording of %s", async (_, userAgent, expected) => {
    vi.spyOn(navigator, "userAgent", "get").mockReturnValue(`Mozilla/5.0 (X11; Linux x86_64) ${userAgent}`);
    const { root, all, click } = await mounted([blocked("b")]);
    await click(all("[role=grid] [role=row]")[0]);
    const parts = [...root.querySelectorAll(expected.map((name) => `.why .${name}`).join())];
    expect(parts.map((part) => expected.find((name) => part.classList.contains(name)))).toEqual(expected);
    vi.restoreAllMocks();
  });

  it("offers no witness where nobody can place one", async () => {
    const { all } = await mounted([blocked("b")]);
    expect(all("button").map((button) => button.textContent)).not.toContain("Reload with witness");
  });

  it.each([
    ["is kept where it is shown, and never on a disk, of a private tab", true],
    ["is remembered of any other", false],
  ])("the chosen server %s", async (_, isPrivate) => {
    localStorage.clear();
    const { main, ...rest } = blocked("b");
    const context = { ...(main as Transaction).context, ...(isPrivate ? { incognito: true as const } : {}) };
    const { root, all, click } = await mounted([{ ...rest, main: { ...(main as Transaction), context } }]);
    await click(all("[role=grid] [role=row]")[0]);
    const openFix = () => click(all("[role=tab]").find((tab) => tab.textContent === "Fix"));
    await openFix();
    const choice = () => root.querySelector(".stack-choice select") as HTMLSelectElement;
    choice().value = "nginx";
    choice().dispatchEvent(new Event("change", { bubbles: true }));
    await settled();
    await click(all("[role=tab]").find((tab) => tab.textContent === "Why"));
    await openFix();
    expect(choice().value).toBe("nginx");
    const kept = Object.entries(localStorage).filter(([key]) => key.startsWith("corscope.stack"));
    expect(kept.sort()).toEqual(
      isPrivate
        ? []
        : [
            ["corscope.stack", "nginx"],
            ["corscope.stack:api.test", "nginx"],
          ],
    );
    unmount();
    expect(recall("corscope.stack")).toBe(isPrivate ? null : "nginx");
    localStorage.clear();
  });

  it("survives a localStorage that refuses", async () => {
    vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
      throw new Error("denied");
    });
    const { root, all, click } = await mounted([blocked("b")]);
    await click(all("[role=grid] [role=row]")[0]);
    await click(all("[role=tab]").find((tab) => tab.textContent === "Fix"));
    expect(root.querySelector("[role=tabpanel] pre")?.textContent).toContain("https://app.test");
    vi.restoreAllMocks();
  });
});
