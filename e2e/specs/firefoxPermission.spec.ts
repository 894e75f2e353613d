import { expect, test } from "playwright/test";
import type { Chrome } from "../harness/firefox/chrome";
import { EXTENSION_ID } from "../harness/firefox/launchFirefox";
import type { PrivilegedModules, PrivilegedPolicies } from "../harness/firefox/privileged";
import { type FirefoxSession, openFirefoxSession, runScenario } from "../harness/firefox/session";

/** A Firefox that grants an extension no sites until its user does, as it may be set by hand or by a policy. */

declare const ChromeUtils: PrivilegedModules;
declare const WebExtensionPolicy: PrivilegedPolicies;

const EVERYWHERE = ["http://*/*", "https://*/*"];

let firefox: FirefoxSession;
test.beforeEach(async () => {
  firefox = await openFirefoxSession({
    preferences: { "extensions.originControls.grantByDefault": false, "security.notification_enable_delay": 0 },
  });
});
test.afterEach(() => firefox.close());

/** What the user does in the browser's own pages. */
function change(chrome: Chrome, act: "add" | "remove", origins: readonly string[]): Promise<void> {
  return chrome.run(
    async (id, verb, wanted) => {
      type Permissions = { [K in "add" | "remove"]: (id: string, change: object, extension: unknown) => Promise<void> };
      const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
      await (ExtensionPermissions as Permissions)[verb](id, { permissions: [], origins: wanted }, WebExtensionPolicy.getByID(id).extension);
    },
    EXTENSION_ID,
    act,
    origins,
  );
}

/** Presses "Allow" in the browser's own question. */
async function allow(chrome: Chrome): Promise<void> {
  await expect
    .poll(
      () =>
        chrome.run(() => {
          const asked = document.getElementById("addon-webext-permissions-notification") as (HTMLElement & { button?: HTMLElement }) | null;
          const isShown = asked?.closest<HTMLElement & { state?: string }>("panel")?.state === "open";
          if (isShown) asked?.button?.click();
          return isShown;
        }),
      { timeout: 60_000 },
    )
    .toBe(true);
}

/** Firefox lets no panel of its toolbox ask: the button leads to the same panel in a tab, whose button asks. */
test("the panel says that it sees nothing, has the user asked, and records without a reload", async () => {
  const page = await firefox.openPage();
  const panel = await firefox.openPanel(page);
  await panel.waitForText("no permission for web sites");
  await runScenario(page, "missing-allow-origin", "unseen");
  await panel.screenshot("test-results/firefox-ungranted.png");
  await panel.click({ role: "button", name: "Grant access" });
  const asking = await firefox.attach(/\/panel\/index\.html/);
  await asking.click({ role: "button", name: "Grant access" });
  await allow(firefox.chrome);
  await expect.poll(() => panel.text()).not.toContain("no permission");
  await runScenario(page, "missing-allow-origin", "seen");
  await panel.waitForText("/missing-allow-origin");
  const har = await firefox.exportHar(panel);
  const urls = har.log.entries.map(({ request }) => request.url).join();
  expect([urls.includes("n=seen"), urls.includes("n=unseen")]).toEqual([true, false]);
});

test("the popup says so and asks as well", async () => {
  await firefox.openPage();
  const popup = await firefox.openPopup();
  await popup.waitForText("no permission");
  await popup.screenshot("test-results/firefox-ungranted-popup.png");
  await popup.click({ role: "button", name: "Grant access" });
  await allow(firefox.chrome);
  const panel = await firefox.openFullView();
  await panel.waitFor({ role: "button", name: "Export HAR" });
  await expect.poll(() => panel.text()).not.toContain("no permission");
});

test("a grant for some sites is said to be too little, and one taken back is noticed", async () => {
  const page = await firefox.openPage();
  const panel = await firefox.openPanel(page);
  await panel.waitForText("no permission for web sites");
  await change(firefox.chrome, "add", [`${new URL(page.url()).protocol}//${new URL(page.url()).hostname}/*`]);
  await panel.waitForText("may read some sites only");
  await panel.screenshot("test-results/firefox-partial.png");
  await change(firefox.chrome, "add", EVERYWHERE);
  await expect.poll(() => panel.text()).not.toContain("some sites only");
  await change(firefox.chrome, "remove", EVERYWHERE);
  await panel.waitForText(/some sites only|no permission/u);
});
