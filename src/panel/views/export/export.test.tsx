// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Exchange } from "../../../core/exchange/exchange";
import { blocked, drawn } from "../../exchanges.fixture";
import { exportHar } from "../../report";
import { PanelStore } from "../../store";
import { HandTransport, STATUS } from "../../transport.fixture";
import { Notices } from "../Notices";
import { ExportMenu } from "./ExportMenu";

/** A busy machine may take longer than vitest's one second. */
const waitFor = (check: () => void) => vi.waitFor(check, { timeout: 120_000 });

const saved: Blob[] = [];
const root = document.createElement("div");
beforeEach(() => {
  document.body.append(root);
  saved.length = 0;
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => `blob:${saved.push(blob as Blob)}`);
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => {});
});
afterEach(() => {
  render(null, root);
  root.remove();
  vi.restoreAllMocks();
});

function opened(exchanges: readonly Exchange[]) {
  const transport = new HandTransport();
  const store = new PanelStore(transport, 1, { task: (work) => work(), frame: (work) => work() }, "chromium");
  store.start();
  transport.connect();
  transport.say({ kind: "status", status: STATUS });
  const draw = () =>
    render(
      <>
        <ExportMenu store={store} />
        <Notices store={store} abilities={{}} />
      </>,
      root,
    );
  draw();
  const button = (name: string) =>
    [...root.querySelectorAll("button")].find((one) => one.textContent === name || one.getAttribute("aria-label") === name);
  const answer = () => {
    const asked = transport.sent.findLast((message) => message.kind === "export");
    if (asked?.kind === "export") transport.say({ kind: "exported", call: asked.call, exchanges, last: true });
  };
  const idle = () => waitFor(() => expect(store.exporting.peek()).toBeNull());
  return { store, transport, button, answer, idle };
}

const SECRETIVE = [
  drawn({ id: "1", url: "https://api.test/?who=ann%40mail.test" }),
  drawn({ id: "2", url: "https://api.test/?who=bob%40mail.test&share=q7Zp2Lr9XwVb4Tn6YcKd8Hs1Jf3Mg5Qa0Ue" }),
];

describe("an export", () => {
  it("downloads at once, says what it took out, and can be reviewed and repeated with one spared", async () => {
    const { store, button, answer, idle } = opened(SECRETIVE);
    void exportHar(store);
    answer();
    await idle();
    expect(await saved[0]?.text()).not.toMatch(/mail|q7Zp/);
    await waitFor(() => expect(root.textContent).toContain("Saved. Removed from the file: 2 e-mail addresses, 1 long random value."));
    button("Review…")?.click();
    await waitFor(() => expect(root.querySelectorAll(".findings li")).toHaveLength(2));
    expect(root.querySelector(".findings")?.textContent).not.toMatch(/ann|bob|q7Zp/);
    const [mail] = root.querySelectorAll<HTMLInputElement>(".findings input");
    await act(() => mail?.click());
    button("Save the HAR")?.click();
    answer();
    await idle();
    expect(await saved[1]?.text()).toContain("ann%40mail.test");
    expect(await saved[1]?.text()).not.toContain("q7Zp");
    expect(root.querySelector("dialog")).toBeNull();
  });

  it("says nothing where nothing was taken out", async () => {
    const { store, answer, idle } = opened([blocked("1")]);
    void exportHar(store);
    answer();
    await idle();
    expect(saved).toHaveLength(1);
    expect(store.notice.peek()).toBeNull();
  });

  it("is cancelled where it stands", async () => {
    const { store, answer, idle } = opened(SECRETIVE);
    void exportHar(store);
    store.exporting.peek()?.abort();
    await idle();
    expect(store.notice.peek()?.text).toBe("The export was cancelled. Nothing was saved.");
    answer();
    expect(saved).toHaveLength(0);
  });

  it("the menu offers to look first, works by keys, and saves nothing by itself", async () => {
    const { button, answer, idle } = opened(SECRETIVE);
    button("More ways to save")?.click();
    await waitFor(() => expect(document.activeElement?.getAttribute("role")).toBe("menuitem"));
    const menu = root.querySelector("[role=menu]");
    menu?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    await waitFor(() => expect(root.querySelector("[role=menu]")).toBeNull());
    button("More ways to save")?.click();
    await waitFor(() => expect(root.querySelector("[role=menu]")).not.toBeNull());
    button("Review before saving…")?.click();
    answer();
    await idle();
    await waitFor(() => expect(root.querySelectorAll(".findings li")).toHaveLength(2));
    expect(saved).toHaveLength(0);
  });
});
