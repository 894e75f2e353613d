import AxeBuilder from "@axe-core/playwright";
import type { Frame, Locator } from "playwright";
import { expect, test } from "playwright/test";
import { openSession, partOf, playScenario, type Session } from "../harness/session";
import { SCENARIOS } from "../servers/scenarios/table";

/** The what-if form in real DevTools: what it computes changes on each key, and it never asks the network for anything. */
test.describe.configure({ mode: "serial" });

let session: Session;
const METHOD = SCENARIOS.find(({ id }) => id === "method-not-listed") as (typeof SCENARIOS)[number];

test.beforeAll(async () => {
  session = await openSession();
  await playScenario(session, METHOD, "what-if");
});

test.afterAll(async () => {
  await session?.close();
});

async function open(panel: Pick<Frame, "getByRole">): Promise<void> {
  const row = panel.getByRole("grid", { name: "Exchanges" }).locator('[role="row"][data-verdict="blocked"]');
  await row.filter({ hasText: partOf(METHOD, "what-if") }).click();
  await panel.getByRole("tab", { name: "Simulate" }).click();
}

const verdicts = (panel: Pick<Frame, "locator">): Promise<(string | null)[]> =>
  panel
    .locator(".verdict")
    .evaluateAll((lines) => lines.map((line) => `${line.getAttribute("data-engine")} ${line.getAttribute("data-verdict")}`));

const all = (verdict: string): string[] => ["chromium", "firefox", "webkit", "standard"].map((engine) => `${engine} ${verdict}`);

function preflight(panel: Pick<Frame, "getByRole">): Locator {
  return panel.getByRole("group", { name: "Reply to the preflight" });
}

test("the verdict of every engine follows what is typed", async () => {
  const { panel } = session;
  await open(panel);
  await expect.poll(() => verdicts(panel)).toEqual(all("blocked"));
  await expect(panel.getByRole("radio", { name: /^Chromium Blocked: MethodDisallowedByPreflightResponse/ })).toBeChecked();

  const methods = preflight(panel).getByRole("textbox", { name: "Access-Control-Allow-Methods", exact: true });
  const recorded = await methods.inputValue();
  await methods.fill(`${recorded}, DELETE`);
  await expect.poll(() => verdicts(panel)).toEqual(all("allowed"));
  await expect(panel.getByText("1 change against the recording")).toBeVisible();

  await preflight(panel).getByRole("button", { name: "Reset Access-Control-Allow-Methods" }).click();
  await expect(methods).toHaveValue(recorded);
  await expect.poll(() => verdicts(panel)).toEqual(all("blocked"));
});

test("engines disagree where they do: Authorization under a wildcard", async () => {
  const { panel } = session;
  await panel.getByRole("textbox", { name: "Method", exact: true }).fill("GET");
  await panel.getByRole("group", { name: "Request", exact: true }).getByRole("button", { name: "+ Header" }).click();
  await panel
    .getByRole("textbox", { name: "Header name" })
    .nth(await lastOfRequest(panel))
    .fill("Authorization");
  const headers = preflight(panel);
  await headers.getByRole("button", { name: "+ Access-Control-Allow-Headers" }).click();
  await headers.getByRole("textbox", { name: "Access-Control-Allow-Headers", exact: true }).fill("*");
  await panel.getByLabel("Credentials", { exact: true }).selectOption("omit");
  await expect.poll(() => verdicts(panel)).toContain("standard blocked");
  expect(await verdicts(panel)).toContain("chromium allowed");
  await panel.getByRole("radio", { name: /^Fetch standard/ }).check();
  await expect(panel.getByRole("status").filter({ hasText: "authorization" })).toBeVisible();
  await panel.getByRole("button", { name: "Reset all" }).click();
  await expect(panel.getByText("Nothing is changed: this is the recording.")).toBeVisible();
});

async function lastOfRequest(panel: Frame): Promise<number> {
  return (await panel.getByRole("group", { name: "Request", exact: true }).getByRole("textbox", { name: "Header name" }).count()) - 1;
}

test("the prescribed fix makes it pass, and an edited policy becomes the fix", async () => {
  const { panel } = session;
  await panel.getByRole("button", { name: "Apply the fix" }).click();
  await expect.poll(() => verdicts(panel)).toEqual(all("allowed"));

  const origin = preflight(panel).getByRole("textbox", { name: "Access-Control-Allow-Origin", exact: true });
  const fitting = await origin.inputValue();
  await origin.fill("null");
  await panel.getByRole("button", { name: "Use as fix" }).click();
  await expect(panel.getByText("which any site can take on with a sandboxed frame")).toBeVisible();
  await origin.fill(fitting);
  await preflight(panel).getByRole("textbox", { name: "Access-Control-Max-Age", exact: true }).fill("1234");
  await panel.getByRole("button", { name: "Use as fix" }).click();

  await expect(panel.getByRole("tab", { name: "Fix" })).toHaveAttribute("aria-selected", "true");
  await expect(panel.getByText("Policy from Simulate")).toBeVisible();
  await expect(panel.getByRole("tabpanel")).toContainText("1234");
  await panel.getByRole("button", { name: "Discard" }).click();
  await expect(panel.getByText("Policy from Simulate")).toBeHidden();

  await panel.getByRole("tab", { name: "Simulate" }).click();
  await expect(preflight(panel).getByRole("textbox", { name: "Access-Control-Max-Age", exact: true })).toHaveValue("1234");
  await panel.getByRole("button", { name: "Reset all" }).click();
});

test("a transcript goes out by the clipboard and comes back by the box", async () => {
  const { panel, dev } = session;
  await panel.getByRole("button", { name: "Copy as transcript" }).click();
  await expect(panel.getByText("Copied as a transcript.")).toBeVisible();
  await panel.getByRole("button", { name: "Paste a transcript" }).click();
  const box = panel.getByRole("textbox", { name: "Transcript of an exchange" });
  await expect(box).toBeFocused();
  await dev.keyboard.press("ControlOrMeta+V");
  await expect(box).toHaveValue(/^corscope transcript 1\n/);
  const text = await box.inputValue();
  await box.fill(text.replace("< 204", "< hello"));
  await panel.getByRole("button", { name: "Use this transcript" }).click();
  await expect(panel.getByRole("alert")).toContainText(/^Line \d+: expected a status such as "< 200", but there is "< hello"\.$/);
  await box.fill(text.replace("> DELETE", "> PATCH"));
  await panel.getByRole("button", { name: "Use this transcript" }).click();
  await expect(panel.getByText("This is a pasted exchange, not the recording.")).toBeVisible();
  await expect(panel.getByRole("textbox", { name: "Method", exact: true })).toHaveValue("PATCH");
  await panel.getByRole("button", { name: "Back to the recording" }).click();
  await expect(panel.getByRole("textbox", { name: "Method", exact: true })).toHaveValue("DELETE");
});

test("nothing was asked of the network, and the recording is what it was", async () => {
  const { panel } = session;
  const hits = panel.getByRole("grid", { name: "Exchanges" }).locator('[role="row"][data-verdict]');
  await expect(hits).toHaveCount(1);
  await panel.getByRole("tab", { name: "Why" }).click();
  await expect(panel.getByRole("tabpanel")).toContainText("MethodDisallowedByPreflightResponse");
});

for (const scheme of ["light", "dark"] as const) {
  test(`is accessible in ${scheme}, by keys alone`, async () => {
    const { context, extensionId } = session.browser;
    const page = await context.newPage();
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    for (const width of [1900, 500]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`chrome-extension://${extensionId}/src/panel/index.html`);
      await open(page);
      const methods = preflight(page as unknown as Frame).getByRole("textbox", { name: "Access-Control-Allow-Methods", exact: true });
      await methods.fill("GET, DELETE");
      await preflight(page as unknown as Frame)
        .getByRole("button", { name: "Remove Access-Control-Allow-Origin" })
        .click();
      expect((await new AxeBuilder({ page }).analyze()).violations, `${scheme} ${width}`).toEqual([]);
    }
    await page.getByRole("radio", { name: /^Chromium/ }).focus();
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("radio", { name: /^Firefox/ })).toBeChecked();
    await expect(page.getByRole("heading", { name: "The checks of Firefox" })).toBeVisible();
    await page.close();
  });
}
