import type { Chrome } from "./chrome";
import { EXTENSION_ORIGIN } from "./launchFirefox";
import type { ExtensionParents, FrameElement, FrameIds, PrivilegedModules, PrivilegedPolicies, TabBrowser } from "./privileged";
import { View } from "./view";

declare const gBrowser: TabBrowser;
declare const ChromeUtils: PrivilegedModules;
declare const WebExtensionPolicy: PrivilegedPolicies;

interface Toolbox {
  readonly doc: Document;
  getAdditionalTools(): readonly { readonly id: string; readonly label: string }[];
  selectTool(id: string): Promise<void>;
  destroy(): Promise<void>;
}

/**
 * Opens the real toolbox on the tab that shows `pageUrl`, with the CORS panel in front. Internals of Firefox: they may change with a
 * version, the panel in an ordinary tab does not need them.
 */
export async function openToolbox(chrome: Chrome, pageUrl: string): Promise<View> {
  await chrome.run(async (prefix) => {
    type Loader = { require(id: string): { readonly gDevTools: { showToolboxForTab(tab: unknown, o: object): Promise<Toolbox> } } };
    const { require } = ChromeUtils.importESModule("resource://devtools/shared/loader/Loader.sys.mjs") as unknown as Loader;
    const { gDevTools } = require("devtools/client/framework/devtools");
    const tab = gBrowser.tabs.find(({ linkedBrowser }) => linkedBrowser.currentURI.spec.startsWith(prefix));
    if (tab === undefined) throw new Error(`no tab shows ${prefix}`);
    gBrowser.selectedTab = tab;
    const toolbox = await gDevTools.showToolboxForTab(tab, { toolId: "webconsole" });
    const ours = () => toolbox.getAdditionalTools().find(({ label }) => label === "CORS");
    // An extension's panel is announced some time after the toolbox is there.
    for (let look = 0; look < 2_400 && ours() === undefined; look++) await new Promise((resolve) => setTimeout(resolve, 25));
    const tool = ours();
    if (tool === undefined) throw new Error("the toolbox has no CORS panel");
    await toolbox.selectTool(tool.id);
    (window as Window & { corsToolbox?: Toolbox }).corsToolbox = toolbox;
  }, pageUrl);
  return viewOf(chrome, "/panel/index.html");
}

/** Closes what `openToolbox` opened last. */
export function closeToolbox(chrome: Chrome): Promise<void> {
  return chrome.run(async () => {
    await (window as Window & { corsToolbox?: Toolbox }).corsToolbox?.destroy();
  });
}

/** Presses the extension's button in the toolbar, so to speak: the real popup. */
export async function openPopup(chrome: Chrome, extensionId: string): Promise<View> {
  await chrome.run(async (id) => {
    const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs") as unknown as ExtensionParents;
    await ExtensionParent.apiManager.global.browserActionFor(WebExtensionPolicy.getByID(id).extension).openPopup(window, true);
  }, extensionId);
  return viewOf(chrome, "/popup/index.html");
}

/** Neither toolbox panel nor popup is a tab, and only tabs have an id for drivers: this gives the frame one. */
async function viewOf(chrome: Chrome, path: string): Promise<View> {
  const context = await chrome.run(
    async (origin, wanted) => {
      const manager = ChromeUtils.importESModule("chrome://remote/content/shared/NavigableManager.sys.mjs").NavigableManager as FrameIds;
      const isOurs = (frame: FrameElement) => {
        const url = frame.browsingContext?.currentURI?.spec.split(/[?#]/)[0] ?? "";
        return url.startsWith(origin) && url.endsWith(wanted);
      };
      const find = (root: Document): FrameElement | null => {
        for (const frame of root.querySelectorAll<FrameElement>("browser, iframe")) {
          if (isOurs(frame) && !gBrowser.tabs.some(({ linkedBrowser }) => linkedBrowser === frame)) return frame;
          const inner = frame.contentDocument === null ? null : find(frame.contentDocument);
          if (inner !== null) return inner;
        }
        return null;
      };
      let frame: FrameElement | null = null;
      for (let look = 0; look < 2_400 && frame === null; look++) {
        frame = find(document);
        if (frame === null) await new Promise((resolve) => setTimeout(resolve, 25));
      }
      if (frame === null) throw new Error(`nothing shows ${wanted}`);
      frame.permanentKey ??= {};
      const id = manager.getIdForBrowser(frame);
      const known = manager.getBrowserById.bind(manager);
      // Firefox makes a popup aside and moves it into another frame when it shows it.
      manager.getBrowserById = (asked) => (asked === id ? find(document) : known(asked));
      return id;
    },
    EXTENSION_ORIGIN,
    path,
  );
  const view = new View(chrome, context);
  await view.waitFor("body *");
  return view;
}
