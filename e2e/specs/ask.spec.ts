import { expect, test } from "playwright/test";
import { LiveSession } from "../harness/liveSession";

/** A server that is asked what it minds, whose hidden rules the suite knows. */

let live: LiveSession;

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  live = await LiveSession.open();
});

test.afterAll(async () => {
  await live?.close();
});

test.describe("the server is asked", () => {
  const HEADERS = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`x-h${index}`, "1"]));
  const cases: readonly [string, RequestInit, string][] = [
    ["/header", { method: "POST", headers: { "X-Trace-Id": "1", "X-Other": "1" } }, "The server refuses x-trace-id: without"],
    ["/method", { method: "DELETE", headers: { "X-Other": "1" } }, "The server refuses DELETE: without"],
    ["/origin", { method: "PUT" }, "The server refuses http://page.test"],
    ["/many", { method: "PUT", headers: HEADERS }, "The server refuses x-h2, x-h7: without"],
    ["/nobody", { method: "PUT", headers: HEADERS }, "refuses even the plainest preflight"],
  ];
  for (const [path, init, words] of cases) {
    test(`${path}: ${words}`, async () => {
      expect(await live.call(path, { ...init, credentials: "include" })).toBe("blocked");
      await live.open(path, "Fix");
      const rows = live.session.panel.getByRole("grid", { name: "Exchanges" }).getByRole("row");
      const count = await rows.count();
      const from = live.heard.length;
      await live.button("Ask the server").click();
      await expect(live.session.panel.getByRole("tabpanel")).toContainText(words);
      const questions = live.heard.slice(from);
      expect(questions.length).toBeLessThanOrEqual(12);
      expect(await live.session.panel.getByRole("list", { name: "Questions to the server" }).getByRole("listitem").count()).toBe(
        questions.length,
      );
      expect(new Set(questions.map(({ method }) => method))).toEqual(new Set(["OPTIONS"]));
      for (const { headers } of questions) {
        expect(headers.cookie).toBeUndefined();
        expect(headers.origin).not.toContain("chrome-extension");
        expect(headers["access-control-request-method"]).toBeDefined();
      }
      expect(await live.rules()).toBe(0);
      expect(await rows.count()).toBe(count);
    });
  }
});

test("a deployed fix is confirmed by asking again", async () => {
  expect(await live.call("/nobody?fix", { method: "PUT" })).toBe("blocked");
  await live.open("/nobody?fix", "Fix");
  await live.button("Check the deployed fix").click();
  await expect(live.session.panel.getByText("Not yet: the server still refuses")).toBeVisible();
  live.repaired = true;
  await live.button("Check the deployed fix").click();
  await expect(live.session.panel.getByText("The preflight passes now.")).toBeVisible();
  live.repaired = false;
});

test("foreign origins are tried only after the server was called one's own", async () => {
  expect(await live.call("/reflects", { method: "PUT", headers: { "X-Trace-Id": "1" } })).toBe("blocked");
  await live.open("/reflects", "Fix");
  live.repaired = true;
  const from = live.heard.length;
  await live.button("Try foreign origins").click();
  const dialog = live.session.panel.getByRole("dialog");
  await expect(dialog).toContainText(new URL(live.api.origin).host);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(live.heard.length).toBe(from);
  await live.button("Try foreign origins").click();
  await dialog.getByRole("button", { name: "It is mine: ask" }).click();
  await expect(live.session.panel.getByText("The server lets in origins that it cannot know")).toBeVisible();
  live.repaired = false;
  const origins = live.heard.slice(from).map(({ headers }) => headers.origin);
  expect(origins).toHaveLength(4);
  expect(origins).toContain("null");
});
