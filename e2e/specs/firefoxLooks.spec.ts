import { expect, test } from "playwright/test";
import { violationsInFirefox } from "../harness/axe";
import { type FirefoxSession, openFirefoxSession, runScenario } from "../harness/firefox/session";
import type { View } from "../harness/firefox/view";
import { THEMES } from "../harness/pictures";

/**
 * How panel and popup look in a real Firefox, in both themes of its DevTools and of the system: nothing that axe objects to, and pictures of a
 * low toolbox to look at (`test-results/firefox-*.png`).
 */

const TABS = ["Why", "Timeline", "Fix", "Headers", "Source", "Simulate"] as const;
const BLOCKED = '[role="row"][data-verdict="blocked"]';
/** Of the toolbox as a whole, its own bar included. */
const TOOLBOX_HEIGHT = 330;

for (const theme of THEMES) {
  test.describe(theme, () => {
    let firefox: FirefoxSession;
    test.beforeAll(async () => {
      firefox = await openFirefoxSession({ theme, preferences: { "devtools.toolbox.footer.height": TOOLBOX_HEIGHT } });
    });
    test.afterAll(() => firefox.close());

    const picture = (view: View, name: string) => view.screenshot(`test-results/firefox-${name}-${theme}.png`);

    test("the panel of a low toolbox", async () => {
      const page = await firefox.openPage();
      const panel = await firefox.openPanel(page);
      await panel.waitFor({ role: "button", name: "Export HAR" });
      const problems: string[] = [];
      const look = async (state: string) => {
        problems.push(...(await violationsInFirefox(panel)).map((problem) => `${state}: ${problem}`));
        await picture(panel, state);
      };
      await look("empty");
      for (const id of ["method-not-listed", "pass-wildcard", "connection-refused"]) await runScenario(page, id, `looks-${theme}`);
      await panel.click(BLOCKED);
      for (const tab of TABS) {
        await panel.click({ role: "tab", name: tab });
        await panel.waitFor(`[role="tabpanel"] *`);
        await look(tab.toLowerCase());
      }
      await panel.click('[role="row"][data-verdict="allowed"]');
      await panel.click({ role: "tab", name: "Why" });
      await look("allowed");
      expect(await themeOf(panel)).toBe(theme);
      expect(problems).toEqual([]);
    });

    test("the popup", async () => {
      const page = await firefox.openPage();
      for (const id of ["method-not-listed", "missing-allow-origin", "pass-wildcard"]) await runScenario(page, id, `popup-${theme}`);
      await expect.poll(() => firefox.chrome.badge()).toBe("2");
      const popup = await firefox.openPopup();
      await popup.waitForText("2\nblocked");
      await picture(popup, "popup");
      expect(await themeOf(popup)).toBe(theme);
      expect(await violationsInFirefox(popup)).toEqual([]);
    });
  });
}

/** By what is drawn, not by what is set. */
function themeOf(view: View): Promise<string> {
  return view.evaluate(() => {
    const [red = 0] = getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
    return red < 128 ? "dark" : "light";
  });
}
