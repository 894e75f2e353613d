// @vitest-environment happy-dom

import { describe, expect, it } from "vitest";
import { settled } from "../../../parts/settled.fixture";
import { blocked } from "../../exchanges.fixture";
import { acts, opened, refusedPreflight } from "./opened.fixture";

describe("Ask the server", () => {
  it("shows each question as it is asked, then what follows", async () => {
    const { root, transport, press, tell, text } = await opened(refusedPreflight(), "Fix");
    await press("Ask the server");
    expect(acts(transport)).toEqual(["ask p"]);
    expect(text()).toContain("Asking…");
    const start = { origin: "https://app.test", method: "PUT", headers: ["x-a", "x-b"] };
    await tell({ step: "asking", question: start, start, done: false });
    await tell({ step: "answered", asked: { answer: "refuses", status: 204, reason: "PreflightMissingAllowOriginHeader" }, done: false });
    await tell({ step: "asking", question: { ...start, headers: ["x-a"] }, start, done: false });
    const lines = () => [...root.querySelectorAll(".asked li")].map((line) => line.textContent);
    expect(lines()).toEqual(["as the browser sent it: PUTPreflight: no Access-Control-Allow-Origin", "without x-b…"]);
    await tell({ step: "answered", asked: { answer: "passes", status: 204, reason: null }, done: false });
    await tell({ step: "concluded", conclusion: { kind: "refuses", ingredients: [{ kind: "header", value: "x-b" }] }, done: true });
    expect(text()).toContain("The server refuses x-b: without that the preflight passes.");
    expect(text()).not.toContain("Asking…");
  });

  it("ticks what passes by now", async () => {
    const { press, tell, text } = await opened(refusedPreflight(), "Fix");
    await press("Check the deployed fix");
    const start = { origin: "https://app.test", method: "PUT", headers: [] };
    await tell({ step: "asking", question: start, start, done: false });
    await tell({ step: "checked", asked: { answer: "passes", status: 204, reason: null }, done: true });
    expect(text()).toContain("The preflight passes now.");
  });

  it("tries foreign origins only once the server was called one's own", async () => {
    const { root, transport, press, tell, text } = await opened(refusedPreflight(), "Fix");
    await press("Try foreign origins");
    expect(acts(transport)).toEqual([]);
    await press("It is mine: ask", root.querySelector("dialog") ?? root);
    expect(acts(transport)).toEqual(["probe-origins p"]);
    await tell({ step: "probed", strangers: [{ stranger: { kind: "null", origin: "null" }, let: "with-credentials" }], done: true });
    expect(text()).toContain("let in with credentials");
  });

  it("says that it was broken off when the recorder goes away", async () => {
    const { transport, press, text } = await opened(refusedPreflight(), "Fix");
    await press("Ask the server");
    transport.disconnect();
    await settled();
    expect(text()).toContain("restarted in the middle");
  });

  it("has nothing to ask where no preflight was refused", async () => {
    const { text, buttons } = await opened(blocked("b"), "Fix");
    expect(text()).toContain("reload the page and let it call again");
    expect(buttons()).not.toContain("Ask the server");
  });
});

describe("where nothing can be done", () => {
  it("one line says so in the panel of all tabs", async () => {
    const { text, buttons } = await opened(refusedPreflight(), "Fix", { subject: "all" });
    expect(text()).toContain("This works in the panel of one tab");
    for (const name of ["Try on this tab", "Ask the server", "Unmask"]) expect(buttons()).not.toContain(name);
  });

  it("imported exchanges offer nothing", async () => {
    const { buttons } = await opened({ ...refusedPreflight(), source: "imported" }, "Fix");
    for (const name of ["Try on this tab", "Ask the server", "Check the deployed fix"]) expect(buttons()).not.toContain(name);
  });
});
