import { expect, type Locator, test } from "playwright/test";
import { type OwnServer, serve } from "../harness/ownServer";
import { openSession, type Session } from "../harness/session";

/** Timeline and Headers in real DevTools: phases as DevTools timed them, zoom, and what was asked beside what is allowed. */

// Each test goes on where the one before it stopped.
test.describe.configure({ mode: "serial" });

let session: Session;
let api: OwnServer;
let page: OwnServer;

test.beforeAll(async () => {
  session = await openSession();
  page = await serve("page", (_, response) =>
    response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>t</title>"),
  );
  api = await serve("api", (request, response) => {
    const allowed = {
      "Access-Control-Allow-Origin": page.origin,
      "Access-Control-Allow-Methods": "PUT",
      "Access-Control-Allow-Headers": "X-Kind",
      "Access-Control-Max-Age": "600",
      Vary: "Origin",
    };
    // Long enough to have phases worth the name.
    setTimeout(
      () => response.writeHead(request.method === "OPTIONS" ? 204 : 200, allowed).end(request.method === "OPTIONS" ? undefined : "fine"),
      30,
    );
  });
});

test.afterAll(async () => {
  await session?.close();
  await page?.close();
  await api?.close();
});

const rowsOf = (path: string): Locator =>
  session.panel.getByRole("grid", { name: "Exchanges" }).getByRole("row", { name: new RegExp(path) });

async function tabOf(name: string, path: string, nth = 0): Promise<Locator> {
  await rowsOf(path).nth(nth).click();
  await session.panel.getByRole("tab", { name }).click();
  return session.panel.getByRole("tabpanel");
}

async function put(path: string, headers: Record<string, string>): Promise<string> {
  return session.page.evaluate(({ url, sent }) => fetch(url, { method: "PUT", headers: sent }).then((reply) => reply.text(), String), {
    url: api.origin + path,
    sent: headers,
  });
}

test("shows the phases of a preflight and of the request that waited for it", async () => {
  await session.page.goto(page.origin);
  expect(await put("/passing", { "X-Kind": "a" })).toBe("fine");
  const timeline = await tabOf("Timeline", "/passing");
  const bars = timeline.getByRole("img");
  await expect(bars.nth(0)).toHaveAccessibleName(/^Preflight\..*sending the request: .*until the reply's headers: \d/);
  await expect(bars.nth(1)).toHaveAccessibleName(/^Request\..*waiting for its preflight: \d.*until the reply's headers: \d/);
  await expect(timeline).toContainText("from 127.0.0.1");
  await expect(timeline).toContainText(/This page: 1 exchange.*1 preflight\. During \d+ ms of the page's time/s);
});

test("draws a cached preflight as a ghost", async () => {
  expect(await put("/passing", { "X-Kind": "a" })).toBe("fine");
  await expect(rowsOf("/passing")).toHaveCount(2);
  const timeline = await tabOf("Timeline", "/passing", 1);
  await expect(timeline.getByRole("img", { name: /^Preflight\. cached preflight, nothing sent/ })).toBeVisible();
});

test("tells its numbers with focus, and zooms by keys, buttons, wheel and drag", async () => {
  const timeline = await tabOf("Timeline", "/passing");
  const { panel, dev } = session;
  const bar = timeline.getByRole("img").nth(1);
  const stretch = timeline.locator("output");
  const whole = (await stretch.textContent()) ?? "";
  const zoomed = async (act: () => Promise<unknown>) => {
    await expect(stretch).toHaveText(whole);
    await act();
    await expect(stretch).not.toHaveText(whole);
  };
  await bar.focus();
  await expect(panel.getByRole("tooltip")).toContainText("until the reply's headers");
  await zoomed(() => bar.press("+"));
  await bar.press("0");
  await zoomed(() => timeline.getByRole("button", { name: "Zoom in" }).click());
  await timeline.getByRole("button", { name: "Show all" }).click();
  const box = await bar.boundingBox();
  if (box === null) throw new Error("the bar is drawn");
  const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const;
  await zoomed(async () => {
    await dev.mouse.move(...at(0.2));
    await dev.mouse.down();
    await dev.mouse.move(...at(0.6), { steps: 4 });
    await dev.mouse.up();
  });
  await dev.mouse.dblclick(...at(0.5));
  await zoomed(async () => {
    await dev.keyboard.down("Control");
    await dev.mouse.wheel(0, -120);
    await dev.keyboard.up("Control");
  });
});

test("says where DevTools has no phases", async () => {
  expect(await put("/refused", { "X-Kind": "a", "X-Trace": "b" })).toContain("TypeError");
  const timeline = await tabOf("Timeline", "/refused");
  await expect(timeline).toContainText("DevTools tells no phases of a refused request");
  await expect(timeline.getByRole("img", { name: /^Request\..*waiting for its preflight/ })).toBeVisible();
});

test("lays what was asked beside what is allowed, and explains a header where it stands", async () => {
  const headers = await tabOf("Headers", "/refused");
  const table = headers.getByRole("table", { name: "Asked for, and allowed" });
  await expect(table.getByRole("row", { name: /x-kind/ })).toHaveText(/x-kind\s*X-Kind\s*✓ allowed/);
  await expect(table.getByRole("row", { name: /x-trace/ })).toHaveText(/x-trace\s*✗ missing/);
  await expect(table.getByRole("row", { name: /Method/ })).toHaveText(/PUT\s*PUT\s*✓ allowed/);
  await headers.getByRole("link", { name: "Access-Control-Allow-Headers" }).focus();
  await expect(session.panel.getByRole("tooltip")).toContainText("the request headers that may follow");
});
