import { browser } from "../messaging/browser";
import { connectToBackground } from "../messaging/port";
import { speakFrom } from "../parts/say";
import { mountPopup } from "./mountPopup";

interface Page {
  readonly tabId: number;
  readonly onWebPage: boolean;
}

/** The tab the popup was opened on; `?tabId=N` where it is opened as a page of its own. */
async function pageOf(): Promise<Page> {
  const asked = new URLSearchParams(location.search).get("tabId");
  const tab =
    asked !== null && /^\d+$/u.test(asked)
      ? await browser.tabs.get(Number(asked)).catch(() => ({ id: Number(asked), url: undefined }))
      : (await browser.tabs.query({ active: true, currentWindow: true }))[0];
  return { tabId: tab?.id ?? -1, onWebPage: /^https?:/u.test(tab?.url ?? "") };
}

speakFrom((name, values) => browser.i18n.getMessage(name, values));
const root = document.getElementById("root");
if (root !== null) {
  const { tabId, onWebPage } = await pageOf();
  mountPopup(root, {
    transport: connectToBackground(),
    tabId,
    onWebPage,
    abilities: {
      openFullView: () => browser.tabs.create({ url: browser.runtime.getURL(`src/panel/index.html?tabId=${tabId}`) }),
      reload: () => browser.tabs.reload(tabId),
      grant: () => browser.permissions.request({ origins: ["http://*/*", "https://*/*"] }),
    },
  });
}
