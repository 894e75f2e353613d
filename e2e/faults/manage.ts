import type { Page } from "playwright";
import type { World } from "./world";

/** The browser's own page about extensions can do what its user can: grant, withdraw, reload. */
interface DeveloperPrivate {
  updateProfileConfiguration(update: object): Promise<void>;
  updateExtensionConfiguration(update: object): Promise<void>;
  reload(id: string, options: object): Promise<unknown>;
}
interface Managing {
  readonly chrome: { readonly developerPrivate: DeveloperPrivate };
}

async function extensionsPage(world: World): Promise<Page> {
  const page = await world.context.newPage();
  await page.goto("chrome://extensions/");
  // Without it an unpacked extension does not come back from a reload.
  await page.evaluate(() => (window as unknown as Managing).chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true }));
  return page;
}

/** `incognitoAccess` starts the extension anew, which closes its tabs. */
export async function allow(
  world: World,
  change: { readonly incognitoAccess: true } | { readonly hostAccess: "ON_CLICK" | "ON_ALL_SITES" },
): Promise<void> {
  const page = await extensionsPage(world);
  const anew = "incognitoAccess" in change ? world.context.waitForEvent("serviceworker") : Promise.resolve();
  const update = { extensionId: world.browser.extensionId, ...change };
  await Promise.all([
    anew,
    page.evaluate((asked) => (window as unknown as Managing).chrome.developerPrivate.updateExtensionConfiguration(asked), update),
  ]);
  await page.close();
}

/** What an update does to everything that is open: the extension starts anew under it. */
export async function reloadExtension(world: World): Promise<void> {
  const page = await extensionsPage(world);
  const id = world.browser.extensionId;
  const anew = world.context.waitForEvent("serviceworker");
  await Promise.all([
    anew,
    page.evaluate((own) => (window as unknown as Managing).chrome.developerPrivate.reload(own, { failQuietly: true }), id),
  ]);
  await page.close();
}

/** A window with one empty tab. */
export async function openWindow(world: World, incognito: boolean): Promise<Page> {
  const [page] = await Promise.all([
    world.context.waitForEvent("page"),
    world.panel.evaluate((secret) => void chrome.windows.create({ incognito: secret, url: "about:blank" }), incognito),
  ]);
  return page;
}
