import { randomUUID } from "node:crypto";
import { expect, type Locator, test } from "playwright/test";
import { openSession, partOf, playScenario, type Session } from "../harness/session";
import { SCENARIOS } from "../servers/scenarios/table";

/** What the Why tab tells of real traffic, in the real DevTools, and what an empty panel teaches. */

// Each test goes on where the one before it stopped.
test.describe.configure({ mode: "serial" });

let session: Session;

test.beforeAll(async () => {
  session = await openSession();
});

test.afterAll(async () => {
  await session?.close();
});

/** Plays a scenario and opens its Why. */
async function whyOf(id: string): Promise<Locator> {
  const scenario = SCENARIOS.find((one) => one.id === id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  const nonce = randomUUID().slice(0, 8);
  await playScenario(session, scenario, nonce);
  const { panel } = session;
  await panel
    .getByRole("grid", { name: "Exchanges" })
    .getByRole("row", { name: partOf(scenario, nonce) })
    .click();
  await panel.getByRole("tab", { name: "Why" }).click();
  return panel.getByRole("tabpanel");
}

const failingLine = (why: Locator): Locator => why.getByRole("listitem").filter({ hasText: "fails here" });
const sideOf = (why: Locator, check: string, side: "expected" | "got"): Locator =>
  why.locator(`[data-check="${check}"]`).locator("dt", { hasText: side }).locator("xpath=following-sibling::dd");

test("an empty panel loads the sample recording, shows it as not live, and closes it", async () => {
  const { panel } = session;
  await expect(panel.getByRole("figure", { name: "How a row will look" })).toBeVisible();
  await panel.getByRole("button", { name: "Load the sample recording" }).click();
  await expect(panel.getByRole("button", { name: "Sample recording", pressed: true })).toBeVisible();
  const grid = panel.getByRole("grid", { name: "Exchanges" });
  for (const verdict of ["blocked", "allowed", "not-cors"]) await expect(grid.locator(`[data-verdict="${verdict}"]`).first()).toBeVisible();
  await expect(grid.getByRole("row")).toHaveCount(15);
  await grid.getByRole("row", { name: /orders\/1042(?!\/)/ }).click();
  await expect(panel.getByRole("tabpanel")).toContainText("without PUT in Access-Control-Allow-Methods");
  await panel.getByRole("button", { name: "Close", exact: true }).click();
  await expect(panel.getByRole("heading", { name: "No cross-origin requests yet" })).toBeVisible();
});

test("names actor and act, marks the failing line of the real reply and the gap that comes next", async () => {
  const why = await whyOf("method-and-header");
  await expect(why.locator(".sentence")).toHaveText(/^api\.test:\d+ answered the preflight without PUT in Access-Control-Allow-Methods\.$/);
  const reply = why.getByRole("region", { name: "The reply to the preflight" });
  await expect(failingLine(reply)).toHaveText(/^Access-Control-Allow-Methods: GET\s*fails here$/);
  await expect(reply.getByRole("listitem").filter({ hasText: "would fail next" })).toHaveText(/^\(no Access-Control-Allow-Headers\)/);
  const next = why.getByRole("region", { name: "Once this is cured, these would fail next" });
  await expect(next.locator("[data-check]")).toHaveAttribute("data-check", "header-allowed:x-trace-id");
  await expect(sideOf(why, "method-allowed", "expected").locator("mark")).toHaveText("PUT");
  await expect(why.getByRole("link", { name: "MDN" })).toHaveAttribute(
    "href",
    "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMethodNotFound",
  );
  await expect(why.getByRole("link", { name: "Fetch standard", exact: true })).toHaveAttribute(
    "href",
    /^https:\/\/fetch\.spec\.whatwg\.org\/#/,
  );
  await why.getByRole("button", { name: "Show all headers" }).click();
  await expect(session.panel.getByRole("tab", { name: "Headers" })).toHaveAttribute("aria-selected", "true");
});

test("lights the part of the origin that differs", async () => {
  const why = await whyOf("allow-origin-other-port");
  await expect(sideOf(why, "allow-origin", "got").locator("mark")).toHaveText(":3000");
  await expect(failingLine(why)).toContainText("Access-Control-Allow-Origin: http://app.test:3000");
});

test("shows the gap where a header should stand, and the status where that failed", async () => {
  const bare = await whyOf("missing-allow-origin");
  await expect(failingLine(bare)).toContainText("(no Access-Control-Allow-Origin)");
  const refused = await whyOf("preflight-404");
  await expect(failingLine(refused)).toHaveText(/^HTTP\/1\.1 404 .*fails here$/);
});

test("what is not CORS has a page of its own: what it was, why headers do not help, what to do", async () => {
  const page = await whyOf("connection-refused");
  await expect(page).toHaveText(/^\s*Not CORS/);
  await expect(page).toContainText("CORS headers will not help. No reply came that could have carried them.");
  await expect(page).toContainText(/Nothing listens at api\.test:\d+/);
  await expect(page).toContainText("What to do");
  await expect(page.getByRole("listitem").filter({ hasText: "net::ERR_CONNECTION_REFUSED" })).toBeVisible();
});
