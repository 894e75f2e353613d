// @vitest-environment happy-dom

import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { Exchange } from "../../../core/exchange/exchange";
import type { TrialWindow } from "../../../messaging/live";
import { settled } from "../../../parts/settled.fixture";
import { blocked, drawn } from "../../exchanges.fixture";
import { acts, asked, closed, opened } from "./opened.fixture";

function trial(change: Partial<TrialWindow> = {}): TrialWindow {
  const fix = { kind: "live-fix", server: "https://api.test", headers: [["Access-Control-Allow-Origin", "https://app.test"]] } as const;
  return { tabId: 1, page: "https://app.test", fix, credentials: false, from: 500, expires: Date.now() + 90_500, ended: null, ...change };
}

/** Refused though it was sent with a cookie. */
function credentialed(): Exchange {
  const exchange = blocked("c");
  const [hop] = exchange.main?.hops ?? [];
  if (exchange.main === null || hop?.sent == null) throw new RangeError("an exchange has a request");
  const sent = { ...hop.sent, headers: [...hop.sent.headers, ["Cookie", "[redacted#1]"] as const] };
  return { ...exchange, main: { ...exchange.main, hops: [{ ...hop, sent }] } };
}

describe("Try on this tab", () => {
  it("sends the id of the exchange and nothing else", async () => {
    const { transport, press } = await opened(blocked("b"), "Fix");
    await press("Try on this tab");
    expect(asked(transport)).toEqual([{ kind: "live", call: 1, act: "try", exchange: "b" }]);
  });

  it("names both sites before it allows credentials, and Cancel sends nothing", async () => {
    const { root, transport, press } = await opened(credentialed(), "Fix");
    await press("Try on this tab");
    const dialog = root.querySelector("dialog");
    expect(dialog?.textContent).toContain("https://app.test");
    expect(dialog?.textContent).toContain("https://api.test");
    await press("Cancel");
    expect([root.querySelector("dialog"), acts(transport)]).toEqual([null, []]);
    await press("Try on this tab");
    await press("Try with credentials", root.querySelector("dialog") ?? root);
    expect(acts(transport)).toEqual(["try-with-credentials c"]);
  });

  it("is loud while it stands, counts down, and Stop ends it", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const { root, transport, press } = await opened(blocked("b"), "Fix", { status: { trials: [trial()] } });
    const banner = root.querySelector(".trial-banner");
    expect(banner?.textContent).toContain("https://api.test");
    expect(banner?.querySelector("[role=timer]")?.textContent).toBe("1:31");
    await press("Stop");
    expect(transport.sent.at(-1)).toEqual({ kind: "stop-trial", tabId: 1 });
  });

  it("asks the page to send its GET again, in DevTools only", async () => {
    const status = { trials: [trial()] };
    const inside = await opened(blocked("b"), "Fix", { status });
    await inside.press("Send this GET again");
    expect(inside.run).toEqual([
      `void fetch("https://api.test/x", {"credentials":"same-origin","cache":"no-store"}).catch(() => undefined)`,
    ]);
    closed();
    const outside = await opened(blocked("b"), "Fix", { status, inDevTools: false });
    expect(outside.buttons()).not.toContain("Send this GET again");
    expect(outside.buttons()).toContain("Reload page");
  });

  it("says what came of it", async () => {
    const { fix } = trial();
    const { transport, text } = await opened(blocked("b"), "Fix", { status: { trials: [trial()] } });
    expect(text()).toContain("Waiting for the page");
    const say = async (exchange: Exchange) => {
      transport.say({ kind: "changes", position: { epoch: "e", sequence: 2 }, changed: [{ ...exchange, changedBy: fix }], removed: [] });
      await settled();
    };
    await say(drawn({ id: "n1", at: 2000, reply: { status: 200, headers: [] } }));
    expect(text()).toContain("Passes with these headers");
  });

  it.each<[string, TrialWindow["ended"], RegExp | null]>([
    ["expired", { at: 9, why: "expired" }, /after ten minutes/u],
    ["navigated", { at: 9, why: "navigated" }, /left the page/u],
    ["restarted", { at: 9, why: "restarted" }, /restarted/u],
    ["stopped by the user", { at: 9, why: "stopped" }, null],
  ])("says why it ended: %s", async (_, ended, words) => {
    const { root, press } = await opened(blocked("b"), "Fix", { status: { trials: [trial({ ended })] } });
    expect(root.querySelector(".trial-banner")).toBeNull();
    const text = root.textContent ?? "";
    if (words === null) return expect(text).not.toContain("The trial ended");
    expect(text).toMatch(words);
    await press("Dismiss");
    expect(root.textContent).not.toMatch(words);
  });
});
