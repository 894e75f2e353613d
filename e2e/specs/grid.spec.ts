import AxeBuilder from "@axe-core/playwright";
import { expect, type Locator, test } from "playwright/test";
import { type OwnServer, serve } from "../harness/ownServer";
import { openSession, type Session } from "../harness/session";

/** The list of exchanges in the real DevTools: its order, its columns, its groups, and all of it by keys. */
test.describe.configure({ mode: "serial" });

let session: Session;
let api: OwnServer;

/** Sent one after the other: a poll that fails five times between two requests of other kinds. */
const SENT: readonly (readonly [path: string, method: string])[] = [
  ["/fine/first", "GET"],
  ...Array.from({ length: 5 }, (_, n) => [`/poll/status?n=${n}`, "GET"] as const),
  ["/deep/in/a/long/path/that/no/column/ever/has/room/for/at/all/the-end-of-it.json", "PUT"],
  ["/fine/last", "GET"],
];

test.beforeAll(async () => {
  session = await openSession();
  api = await serve("api", (request, response) => {
    const fine = request.url?.startsWith("/fine") === true;
    response.writeHead(200, fine ? { "Access-Control-Allow-Origin": request.headers.origin ?? "*", Vary: "Origin" } : {}).end("{}");
  });
  for (const [path, method] of SENT) {
    await session.page.evaluate(([url, how]) => fetch(url, { method: how }).then(String, String), [api.origin + path, method] as const);
  }
});

test.afterAll(async () => {
  await api?.close();
  await session?.close();
});

const grid = () => session.panel.getByRole("grid", { name: "Exchanges" });
const rows = () => grid().getByRole("row");
const selected = () => grid().locator('[role="row"][aria-selected="true"]');
const header = (name: string) => session.panel.getByRole("columnheader", { name, exact: true });
const widthOf = async (locator: Locator) => Math.round((await locator.boundingBox())?.width ?? 0);

/** What each line shows, in the order of the list. */
const paths = () =>
  rows().evaluateAll((all) => all.map((row) => row.querySelector(".cell-url")?.textContent?.replace(/^.*?(?=\/)/u, "") ?? ""));

/** What somebody who pastes it elsewhere gets. */
async function pastedText(): Promise<string> {
  const { page } = session;
  await page.bringToFront();
  await page.evaluate(() => {
    const area = document.createElement("textarea");
    area.id = "paste-here";
    document.body.append(area);
    area.focus();
  });
  await page.keyboard.press("ControlOrMeta+V");
  const area = page.locator("#paste-here");
  await expect(area).not.toHaveValue("");
  return area.inputValue();
}

test("five repeats in a row are one line that says so, and the first and last request stay themselves", async () => {
  await expect(rows()).toHaveCount(4);
  await expect(rows().nth(1)).toHaveAttribute("aria-label", /Blocked, GET api\.test:\d+\/poll\/status\?n=….*, 5 times$/u);
  await expect(session.panel.locator(".grid-foot .shown")).toHaveText("8 exchanges");
});

test("a group is opened and closed by its button and by arrows", async () => {
  await rows().nth(1).getByRole("button", { name: "5 times" }).click();
  await expect(rows()).toHaveCount(8);
  await grid().press("Home");
  await grid().press("ArrowDown");
  await expect(selected()).toHaveAttribute("aria-label", /n=0/u);
  await grid().press("ArrowLeft");
  await expect(rows()).toHaveCount(4);
  await grid().press("ArrowRight");
  await expect(rows()).toHaveCount(8);
  await grid().press("ArrowDown");
  await expect(selected()).toHaveAttribute("aria-label", /n=1/u);
  await grid().press("ArrowLeft");
  await expect(rows()).toHaveCount(4);
  await expect(selected()).toHaveAttribute("aria-label", /5 times/u);
});

test("repeats are grouped as the reader chooses, and the choice outlives the panel", async () => {
  const choice = session.panel.getByRole("combobox", { name: "Group repeats" });
  await choice.selectOption({ label: "never" });
  await expect(rows()).toHaveCount(8);
  expect(await session.panel.evaluate(() => localStorage.getItem("corscope.grouping"))).toBe("off");
  await choice.selectOption({ label: "everywhere" });
  await expect(rows()).toHaveCount(4);
  await choice.selectOption({ label: "in a row" });
});

test("a header sorts up, down, and back to the order of time", async () => {
  const sort = session.panel.getByRole("button", { name: "Sort by Host and path" });
  await expect(header("Host and path")).toHaveAttribute("aria-sort", "none");
  const byTime = await paths();
  await sort.click();
  await expect(header("Host and path")).toHaveAttribute("aria-sort", "ascending");
  const up = await paths();
  expect(up).toEqual(byTime.toSorted((a, b) => (a < b ? -1 : 1)));
  await sort.click();
  await expect(header("Host and path")).toHaveAttribute("aria-sort", "descending");
  expect(await paths()).toEqual(up.toReversed());
  await sort.press("Enter");
  await expect(header("Host and path")).toHaveAttribute("aria-sort", "none");
  expect(await paths()).toEqual(byTime);
});

test("what comes while the list is sorted stands where it belongs", async () => {
  await session.panel.getByRole("button", { name: "Sort by Host and path" }).click();
  await session.page.evaluate((url) => fetch(url).then(String, String), `${api.origin}/e-newcomer`);
  await expect(rows()).toHaveCount(5);
  expect((await paths()).indexOf("/e-newcomer")).toBe(1);
  const sort = session.panel.getByRole("button", { name: "Sort by Host and path" });
  await sort.click();
  await sort.click();
  expect((await paths()).at(-1)).toBe("/e-newcomer");
});

test("a column is made wider by pointer and by keys, and a double click gives it its width back", async () => {
  const { panel, dev } = session;
  const edge = panel.getByRole("separator", { name: "Width of Method" });
  const before = await widthOf(header("Method"));
  const box = await edge.boundingBox();
  if (box === null) throw new Error("the edge is drawn");
  const middle = [box.x + box.width / 2, box.y + box.height / 2] as const;
  await dev.mouse.move(...middle);
  await dev.mouse.down();
  await dev.mouse.move(middle[0] + 40, middle[1], { steps: 4 });
  await dev.mouse.up();
  await expect.poll(() => widthOf(header("Method"))).toBe(before + 40);
  await expect(edge).toHaveAttribute("aria-valuenow", String(before + 40));
  expect(await widthOf(rows().first().locator(".cell-method"))).toBe(before + 40);

  await panel.getByRole("button", { name: "Sort by Method" }).focus();
  await dev.keyboard.press("Tab");
  await expect(edge).toBeFocused();
  await dev.keyboard.press("ArrowLeft");
  await expect(edge).toHaveAttribute("aria-valuenow", String(before + 28));
  expect(await panel.evaluate(() => localStorage.getItem("corscope.columns"))).toBe(JSON.stringify({ method: before + 28 }));
  await edge.dblclick();
  await expect.poll(() => widthOf(header("Method"))).toBe(before);
  expect(await panel.evaluate(() => localStorage.getItem("corscope.columns"))).toBe("{}");
});

test("headers are walked by arrows, the list by its keys", async () => {
  const { panel, dev } = session;
  await panel.getByRole("button", { name: "Sort by Verdict" }).focus();
  await dev.keyboard.press("ArrowRight");
  await expect(panel.getByRole("button", { name: "Sort by Method" })).toBeFocused();
  await dev.keyboard.press("Home");
  await expect(panel.getByRole("button", { name: "Sort by Verdict" })).toBeFocused();
  await grid().press("End");
  await expect(selected()).toHaveAttribute("aria-label", /e-newcomer/u);
  await grid().press("PageUp");
  await expect(selected()).toHaveAttribute("aria-label", /fine\/first/u);
  await grid().press("/");
  await expect(panel.getByLabel("Filter", { exact: true }).first()).toBeFocused();
  await grid().focus();
});

test("c copies the fix of the selected exchange and says so; of an allowed one it says why not", async () => {
  const { panel } = session;
  await rows().nth(1).click();
  await grid().press("c");
  const notices = panel.getByRole("status", { name: "Notices" });
  await expect(notices).toContainText(/Copied the fix for GET api\.test:\d+\/poll\/status/u);
  await expect(grid()).toBeFocused();
  const pasted = await pastedText();
  expect(pasted).toContain(await session.page.evaluate(() => location.origin));
  expect(pasted).toMatch(/access-control-allow-origin|cors|add_header/iu);
  await rows().first().click();
  await grid().press("c");
  await expect(notices).toContainText("Nothing was copied. This exchange was not blocked");
  await grid().press("Escape");
});

test("in a narrow panel verdict, method, path and reason stay, and a path keeps its end", async () => {
  const { dev, panel } = session;
  const wide = await dev.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  await dev.setViewportSize({ width: 560, height: 700 });
  await expect(header("Waterfall")).toHaveCount(0);
  for (const name of ["Verdict", "Method", "Host and path", "Reason"]) await expect(header(name)).toBeVisible();
  const row = rows().filter({ hasText: "the-end-of-it.json" });
  const end = row.locator(".url-tail");
  await expect(end).toHaveText(/the-end-of-it\.json$/u);
  const cut = await end.evaluate((tail) => ({
    whole: tail.scrollWidth <= tail.clientWidth,
    inside: tail.getBoundingClientRect().right <= (tail.parentElement?.getBoundingClientRect().right ?? 0),
  }));
  expect(cut).toEqual({ whole: true, inside: true });
  // The query goes before the host does.
  const hostRoom = await row.locator(".url-head").evaluate((head) => head.clientWidth);
  expect(hostRoom).toBeGreaterThan(30);
  await dev.screenshot({ path: test.info().outputPath("narrow.png") });
  await dev.setViewportSize(wide);
  await expect(panel.getByRole("columnheader", { name: "Waterfall" })).toBeVisible();
});

test("nothing in the list is hidden from a screen reader, in light and in dark", async () => {
  const { browser } = session;
  const tab = await browser.context.newPage();
  await tab.goto(`chrome-extension://${browser.extensionId}/src/panel/index.html`);
  await tab.getByRole("grid", { name: "Exchanges" }).getByRole("row").first().waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await tab.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page: tab }).include(".list").analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
  await tab.close();
});
