import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, test } from "playwright/test";
import { type OwnServer, serve } from "../harness/ownServer";
import { openSession, type Session } from "../harness/session";

/** The Fix tab beyond the single request: all that the app needs, what the user changes, and a server that is somebody else's. */
test.describe.configure({ mode: "serial" });

let session: Session;
let api: OwnServer;
let page: OwnServer;
let other: OwnServer;

test.beforeAll(async () => {
  session = await openSession();
  const blank = (_: IncomingMessage, response: ServerResponse) =>
    response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>page</title>");
  page = await serve("shop", blank);
  other = await serve("stranger", blank);
  api = await serve("api", (_, response) =>
    response.writeHead(200, { "Content-Type": "application/json", "X-Total-Count": "7", "X-Powered-By": "Express" }).end("{}"),
  );
  await session.page.goto(page.origin);
});

test.afterAll(async () => {
  for (const server of [api, page, other]) await server?.close();
  await session?.close();
});

const call = (path: string, init: RequestInit = {}, from = session.page) =>
  from.evaluate(({ url, options }) => fetch(url, options).then(String, String), { url: api.origin + path, options: init });
const row = (part: string) => session.panel.getByRole("grid", { name: "Exchanges" }).getByRole("row", { name: part });
/** The recipe itself; the line that installs something stands above it. */
const snippet = () =>
  session.panel
    .locator(".recipes pre")
    .filter({ hasText: /origin/u })
    .first();

test("this request: no more than it needs, and the server that it looks like", async () => {
  const { panel } = session;
  await call("/a");
  await row("/a").click();
  await panel.getByRole("tab", { name: "Fix" }).click();
  await expect(panel.getByLabel("Your server")).toHaveValue("express-cors");
  await expect(panel.getByText("guessed from the reply")).toBeVisible();
  await expect(panel.getByRole("region", { name: "Selected exchange" })).toContainText(page.origin);
  await expect(snippet()).not.toContainText("DELETE");
});

test("all that was recorded: methods and headers of every request, and nobody without a tick", async () => {
  const { panel } = session;
  await call("/b", { method: "DELETE" });
  await call("/c", { method: "PUT", headers: { "x-trace-id": "1" } });
  await session.page.goto(other.origin);
  await call("/d", { headers: { "x-stranger": "1" } });
  await session.page.goto(page.origin);
  await row("/a").click();
  await panel.getByRole("tab", { name: "Fix" }).click();
  await panel.getByRole("radio", { name: /All that was recorded/u }).check();
  await expect(panel.getByRole("checkbox", { name: page.origin })).toBeChecked();
  await expect(panel.getByRole("checkbox", { name: other.origin })).not.toBeChecked();
  const text = snippet();
  await expect(text).toContainText("DELETE");
  await expect(text).toContainText("x-trace-id");
  await expect(text).not.toContainText("x-stranger");
  await expect(text).not.toContainText(other.origin);
  await panel.getByRole("checkbox", { name: other.origin }).check();
  await expect(text).toContainText("x-stranger");
  await panel.getByRole("checkbox", { name: other.origin }).uncheck();
});

test("a changed policy: more origins, readable headers, and a sentence for what is none", async () => {
  const { panel } = session;
  await panel.getByRole("radio", { name: "This request" }).check();
  await panel.getByText("Change the policy").click();
  const origins = panel.getByRole("textbox", { name: /One more origin/u });
  await origins.fill("staging");
  await origins.press("Enter");
  await expect(panel.getByRole("alert")).toContainText("Expected an origin");
  await origins.fill("https://staging.example.com/app");
  await origins.press("Enter");
  await expect(snippet()).toContainText('"https://staging.example.com"');
  await panel.getByRole("button", { name: "Expose x-total-count" }).click();
  await expect(snippet()).toContainText("x-total-count");
  await panel.getByRole("button", { name: "Back to what the traffic needs" }).click();
  await expect(snippet()).not.toContainText("staging.example.com");
});

test("the choice of a server is remembered for its host", async () => {
  const { panel } = session;
  await panel.getByLabel("Your server").selectOption("nginx");
  await expect(snippet()).toContainText("map $http_origin");
  await row("/b").click();
  await expect(panel.getByLabel("Your server")).toHaveValue("nginx");
  await expect(panel.getByText("guessed from the reply")).toHaveCount(0);
});
