// @vitest-environment happy-dom

import { describe, expect, it } from "vitest";
import type { Exchange } from "../../../core/exchange/exchange";
import { settled } from "../../../parts/settled.fixture";
import { handHost, harEntry } from "../../devtoolsFeed/har.fixture";
import { blocked, drawn } from "../../exchanges.fixture";
import { acts, closed, opened } from "./opened.fixture";

describe("Unmask", () => {
  it("shows the address first, then the reply as text, and forgets it", async () => {
    const { root, transport, press, tell, text } = await opened(blocked("b"), "Why");
    await press("Unmask");
    expect(root.querySelector("dialog")?.textContent).toContain("GET https://api.test/x");
    expect(acts(transport)).toEqual([]);
    await press("Send this GET", root.querySelector("dialog") ?? root);
    expect(acts(transport)).toEqual(["unmask b"]);
    const reply = { url: "", status: 401, statusText: "", contentType: "text/html", cutAt: 65_536, redirected: false };
    await tell({ step: "unmasked", reply: { ...reply, marks: [["x-request-id", "r1"]], body: "<b>a\u202eb</b>\n\tc" }, done: true });
    expect(root.querySelector(".unmasked pre")?.textContent).toBe("<b>aU+202Eb</b>\n\tc");
    expect(root.querySelector(".unmasked b")).toBeNull();
    expect(text()).toMatch(/r1.*The first 64 kB.*needs a login is answered 401/su);
    await press("Forget it");
    expect(root.querySelector(".unmasked")).toBeNull();
  });

  it("shows what DevTools kept without asking for anything, of a POST as well; what was let go is fetched", async () => {
    for (const [method, content] of [
      ["GET", { text: "upstream", base64: false }],
      ["POST", { text: "w6k=", base64: true }],
      ["GET", null],
    ] as const) {
      const exchange = drawn({ id: "k", method, reply: { status: 403, headers: [] }, end: "net::ERR_FAILED" });
      const hop = exchange.main?.hops[0];
      const host = { ...handHost(), contentOf: () => (take: (given: typeof content) => void) => take(content) };
      const { root, transport, press, text, buttons } = await opened(exchange, "Why", { feed: host });
      host.record(harEntry({ at: hop?.startedAt ?? 0, url: hop?.url ?? "", method }));
      await settled();
      expect(text()).toContain("nothing is sent");
      await press("Unmask");
      expect(root.querySelector("dialog")).toBeNull();
      if (content === null) {
        expect(text()).not.toContain("nothing is sent");
        expect(buttons()).toContain("Unmask");
      } else {
        expect(root.querySelector(".unmasked pre")?.textContent).toBe(content.base64 ? "é" : "upstream");
        expect(text()).not.toContain("Fetched without cookies");
        await press("Forget it");
        expect(root.querySelector(".unmasked")).toBeNull();
      }
      expect(acts(transport)).toEqual([]);
      closed();
    }
  });

  it.each<[string, Exchange, boolean]>([
    ["a refused GET", blocked("b"), true],
    ["one that passed", drawn({ id: "a" }), false],
    ["a POST", drawn({ id: "w", method: "POST", reply: { status: 200, headers: [] }, end: "net::ERR_FAILED" }), false],
    ["a refused connection", drawn({ id: "r", reply: null, end: "net::ERR_CONNECTION_REFUSED" }), false],
    ["an imported one", { ...blocked("i"), source: "imported" }, false],
  ])("is offered for what hides a reply that may be fetched again: %s", async (_, exchange, offered) => {
    const { buttons } = await opened(exchange, "Why");
    expect(buttons().includes("Unmask")).toBe(offered);
  });
});
