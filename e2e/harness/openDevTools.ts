import type { BrowserContext, Frame, Page } from "playwright";
import { until } from "./poll";

export interface OpenDevTools {
  /** The window of DevTools itself; downloads from the panel are announced here. */
  readonly dev: Page;
  /** The document of our panel, with `chrome.devtools` alive. */
  readonly panel: Frame;
}

/** Opens the real DevTools on `page` with the CORS panel in front. */
export async function openDevTools(context: BrowserContext, page: Page, extensionId: string): Promise<OpenDevTools> {
  const dev = await openWindow(context, page);
  const tab = dev.getByRole("tab", { name: "CORS", exact: true });
  await tab.waitFor({ timeout: 90_000 });
  const isPanel = (frame: Frame): boolean =>
    frame.url().startsWith(`chrome-extension://${extensionId}/`) && frame.url().endsWith("/panel/index.html");
  const isSelected = async (): Promise<boolean> => (await tab.getAttribute("aria-selected")) === "true";
  let held = 0;
  // DevTools brings its default panel to the front late in its start-up and may undo an early selection:
  // the tab counts as selected once it has stayed so over several looks and our document is there.
  const panel = await until(
    "the CORS panel of DevTools",
    async () => {
      if (!(await isSelected())) {
        held = 0;
        await tab.click({ timeout: 2_000 }).catch(() => undefined);
        return null;
      }
      const frame = dev.frames().find(isPanel);
      held = frame === undefined ? 0 : held + 1;
      return held < 8 ? null : frame;
    },
    45_000,
  );
  await panel.waitForLoadState();
  return { dev, panel };
}

async function openWindow(context: BrowserContext, page: Page): Promise<Page> {
  const browser = context.browser();
  if (browser === null) throw new Error("the browser is gone");
  const ofPage = await context.newCDPSession(page);
  const { targetInfo } = await ofPage.send("Target.getTargetInfo");
  await ofPage.detach();
  const ofBrowser = await browser.newBrowserCDPSession();
  const [dev] = await Promise.all([
    context.waitForEvent("page", { predicate: (opened) => opened.url().startsWith("devtools://"), timeout: 90_000 }),
    ofBrowser.send("Target.openDevTools", { targetId: targetInfo.targetId }),
  ]);
  await ofBrowser.detach();
  return dev;
}
