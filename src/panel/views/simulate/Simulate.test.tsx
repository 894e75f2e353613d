// @vitest-environment happy-dom

import { afterEach, describe, expect, it } from "vitest";
import type { Exchange } from "../../../core/exchange/exchange";
import { printTranscript } from "../../../core/report/transcript";
import { settled } from "../../../parts/settled.fixture";
import { blocked, drawn } from "../../exchanges.fixture";
import { mountPanel } from "../../mountPanel";
import { HandTransport, STATUS } from "../../transport.fixture";

let unmount: () => void = () => undefined;
afterEach(() => unmount());

/** The Simulate tab of the only exchange. */
async function opened(exchange: Exchange) {
  const root = document.createElement("div");
  document.body.append(root);
  const transport = new HandTransport();
  const panel = mountPanel(root, { transport, subject: 1, theme: "dark" });
  unmount = () => {
    panel.unmount();
    root.remove();
  };
  transport.connect();
  transport.say({ kind: "status", status: STATUS });
  transport.say({ kind: "snapshot", position: { epoch: "e", sequence: 1 }, exchanges: [exchange], alive: [exchange.id], last: true });
  await settled();
  const button = (name: string): HTMLButtonElement | undefined =>
    [...root.querySelectorAll("button")].find((one) => (one.getAttribute("aria-label") ?? one.textContent) === name);
  const press = async (name: string) => {
    button(name)?.click();
    await settled();
  };
  const type = async (selector: string, value: string) => {
    const input = root.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);
    if (input === null) throw new Error(`there is no ${selector}`);
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await settled();
  };
  const verdicts = () => [...root.querySelectorAll("[data-engine]")].map((line) => line.getAttribute("data-verdict"));
  root.querySelector<HTMLElement>("[role=grid] [role=row]")?.click();
  await settled();
  await press("Simulate");
  return { root, transport, button, press, type, verdicts, text: () => root.querySelector("[role=tabpanel]")?.textContent ?? "" };
}

const ORIGIN = 'input[aria-label="Access-Control-Allow-Origin"]';

describe("Simulate", () => {
  it("adds a header, resets it, removes one and brings it back", async () => {
    const { press, type, verdicts, text, button } = await opened(drawn({ id: "a" }));
    expect(verdicts()).toEqual(["allowed", "allowed", "allowed", "allowed"]);
    expect(button("Apply the fix")?.disabled).toBe(true);
    await type(ORIGIN, "https://other.test");
    expect(verdicts()).toEqual(["blocked", "blocked", "blocked", "blocked"]);
    expect(text()).toContain("1 change against the recording");
    await press("Reset Access-Control-Allow-Origin");
    await press("Remove Access-Control-Allow-Origin");
    expect(verdicts()[0]).toBe("blocked");
    await press("Restore Access-Control-Allow-Origin");
    expect(text()).toContain("Nothing is changed");
    await press("+ Vary");
    await type('input[aria-label="Vary"]', "Origin");
    expect(verdicts()[0]).toBe("allowed");
    await press("Reset all");
    expect(text()).toContain("Nothing is changed");
  });

  it("grows a preflight where one would be sent, and says where its reply comes from", async () => {
    const { type, text, verdicts } = await opened(drawn({ id: "a" }));
    expect(text()).not.toContain("Reply to the preflight");
    await type("#simulate-method", "DELETE");
    expect(text()).toContain("A preflight goes first because of method DELETE.");
    expect(text()).toContain("No reply to a preflight was recorded");
    expect(verdicts()[0]).toBe("blocked");
  });

  it("keeps the form while another tab is looked at", async () => {
    const { press, type, root } = await opened(blocked("b"));
    await type("#simulate-method", "PATCH");
    await press("Why");
    await press("Simulate");
    expect(root.querySelector<HTMLInputElement>("#simulate-method")?.value).toBe("PATCH");
  });

  it("hands a written policy to Fix, until it is discarded", async () => {
    const { press, text, root } = await opened(blocked("b"));
    await press("Apply the fix");
    expect(text()).toContain("The prescribed headers are in the simulated replies.");
    await press("Use as fix");
    expect(root.querySelector("[aria-selected=true][role=tab]")?.textContent).toBe("Fix");
    expect(text()).toContain("Policy from Simulate");
    await press("Discard");
    expect(text()).not.toContain("Policy from Simulate");
  });

  it("takes a pasted exchange, says what is wrong with one, and goes back", async () => {
    const { press, type, text, root } = await opened(drawn({ id: "a" }));
    await press("Paste a transcript");
    await type("#simulate-transcript", "corscope transcript 1\nexchange\n?");
    await press("Use this transcript");
    expect(root.querySelector("[role=alert]")?.textContent).toMatch(/^Line 3: expected /);
    await type("#simulate-transcript", printTranscript([drawn({ id: "p", method: "PUT" })]));
    await press("Use this transcript");
    expect(root.querySelector<HTMLInputElement>("#simulate-method")?.value).toBe("PUT");
    expect(text()).toContain("a pasted exchange");
    await press("Back to the recording");
    expect(root.querySelector<HTMLInputElement>("#simulate-method")?.value).toBe("GET");
  });

  it("shows what hides, and never edits it unseen", async () => {
    const value = "https://app.test\u202e";
    const { root } = await opened(
      drawn({ id: "a", reply: { status: 200, headers: [["Access-Control-Allow-Origin", value]] }, end: "net::ERR_FAILED" }),
    );
    expect(root.querySelector(ORIGIN)).toBeNull();
    expect(root.querySelector(".hidden-value")?.textContent).toBe("https://app.testU+202E");
  });

  it("sends nothing", async () => {
    const { transport, press, type } = await opened(blocked("b"));
    const before = transport.sent.length;
    await type("#simulate-method", "PUT");
    await press("Apply the fix");
    expect(transport.sent).toHaveLength(before);
  });
});
