import AxeBuilder from "@axe-core/playwright";
import { expect, type Locator, test } from "playwright/test";
import { openSession, partOf, playScenario, type Session } from "../harness/session";
import type { Scenario } from "../servers/scenarios/scenario";
import { SCENARIOS } from "../servers/scenarios/table";

/** The filter's language, its completion and its chips, and a console line of the browser itself, in the real panel. */
test.describe.configure({ mode: "serial" });

const PLAYED = ["method-not-listed", "missing-allow-origin", "connection-refused", "pass-wildcard"];

let session: Session;
let field: Locator;
let rows: Locator;
/** What the page's console said, as the browser printed it. */
const printed: string[] = [];

function scenario(id: string): Scenario {
  const found = SCENARIOS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no scenario ${id}`);
  return found;
}

test.beforeAll(async () => {
  session = await openSession();
  session.page.on("console", (message) => printed.push(message.text()));
  for (const id of PLAYED) await playScenario(session, scenario(id), `filter-${id}`);
  field = session.panel.getByRole("searchbox", { name: "Filter" });
  rows = session.panel.getByRole("grid", { name: "Exchanges" }).locator("[data-verdict]");
  await expect(rows.filter({ hasText: "/s/connection-refused/" })).toHaveCount(1);
});

test.afterAll(async () => {
  await session?.close();
});

const offered = (name?: RegExp): Locator =>
  session.panel.getByRole("listbox", { name: "Suggestions" }).getByRole("option", name === undefined ? {} : { name });

test("a term is typed, completed from the recording by keyboard, and narrows the list", async () => {
  const all = await rows.count();
  await field.focus();
  await field.pressSequentially("met");
  await expect(offered()).toHaveText([/^method:/]);
  await field.press("Tab");
  await expect(field).toHaveValue("method:");
  await expect(offered(/^DELETE/)).toBeVisible();
  await field.pressSequentially("d");
  await field.press("ArrowDown");
  await field.press("Enter");
  await expect(field).toHaveValue("method:DELETE ");
  await expect(session.panel.getByRole("listbox", { name: "Suggestions" })).toHaveCount(0);
  await expect(rows.filter({ hasText: "DELETE" })).toHaveCount(1);
  await expect(rows).toHaveCount(1);
  await field.press("Escape");
  await expect(field).toHaveValue("");
  await expect(rows).toHaveCount(all);
});

test("what is not understood is said in place, and the rest still filters", async () => {
  await field.fill("colour:red is:blocked -method:delete");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(/“colour:” is no filter\. Expected one of is, reason, host/);
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("/s/missing-allow-origin/");
  await field.press("Escape");
  await field.fill("");
  await expect(field).toHaveAttribute("aria-invalid", "false");
});

test("chips show only theirs, and several pressed show all of theirs", async () => {
  const chips = session.panel.getByRole("group", { name: "Verdicts" });
  await chips.getByRole("button", { name: "Blocked 2" }).click();
  await expect(field).toHaveValue("is:blocked");
  await expect(rows).toHaveCount(2);
  await chips.getByRole("button", { name: "Not CORS 1" }).click();
  await expect(chips.getByRole("button", { name: "Not CORS 1" })).toHaveAttribute("aria-pressed", "true");
  await expect(rows).toHaveCount(3);
  await chips.getByRole("button", { name: "Blocked 2" }).click();
  await expect(rows).toHaveCount(1);
  await chips.getByRole("button", { name: "Not CORS 1" }).click();
  await expect(field).toHaveValue("");
});

test("the line that the browser printed finds its request", async () => {
  const { panel } = session;
  const id = "method-not-listed";
  const line = printed.find((text) => text.includes(partOf(scenario(id), `filter-${id}`)) && text.includes("blocked by CORS policy"));
  expect(line).toBeDefined();
  await field.fill("is:allowed");
  await field.press("Escape");
  await panel.getByRole("button", { name: "Explain a console line" }).click();
  await panel.getByLabel("Paste one or more lines").fill(`${line}\n${line}`);
  const box = panel.getByRole("region", { name: "Explain a console line" });
  await expect(box.getByRole("heading")).toHaveText(["Chrome blocked it by CORS"]);
  await expect(box).toContainText("MethodDisallowedByPreflightResponse");
  await box.getByText("But it works in curl").click();
  await expect(box.locator("pre")).toContainText("-X OPTIONS");
  await box.getByRole("button", { name: "Show the request" }).click();
  await expect(panel.getByRole("tabpanel")).toContainText("MethodDisallowedByPreflightResponse");
  await expect(panel.locator('[role="row"][aria-selected="true"]')).toContainText(`/s/${id}/`);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`no accessibility violation with list, error and console box open (${colorScheme})`, async () => {
    const page = await session.browser.context.newPage();
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto(`chrome-extension://${session.browser.extensionId}/src/panel/index.html`);
    await page.getByRole("grid", { name: "Exchanges" }).locator("[data-verdict]").first().waitFor();
    await page.getByRole("button", { name: "Explain a console line" }).click();
    await page.getByLabel("Paste one or more lines").fill("net::ERR_CONNECTION_REFUSED");
    await page.getByRole("searchbox", { name: "Filter" }).fill("colour:red is:");
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("listbox", { name: "Suggestions" }).getByRole("option").first()).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.close();
  });
}
