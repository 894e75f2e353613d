import { browser } from "../messaging/browser";
import { connectToBackground } from "../messaging/port";
import type { Subject, Transport } from "../messaging/protocol";
import { speakFrom } from "../parts/say";
import type { FeedHost } from "./devtoolsFeed/feed";
import type { ReadContent } from "./live/keptReply";
import { mountPanel, type Theme } from "./mountPanel";
import type { WitnessHost } from "./witness/witness";

/** In DevTools the inspected tab; as an ordinary page the tab of the address, else all. */
function subjectOf(devtools: typeof chrome.devtools | undefined): Subject {
  const inspected = devtools?.inspectedWindow?.tabId;
  if (inspected !== undefined) return inspected;
  const asked = new URLSearchParams(location.search).get("tabId");
  return asked !== null && /^\d+$/u.test(asked) ? Number(asked) : "all";
}

const devtools = (globalThis as { chrome?: typeof chrome }).chrome?.devtools;
const subject = subjectOf(devtools);

// `prefers-color-scheme` inside a panel follows the system, not DevTools.
const themeNow = (name: string | undefined): Theme => (name === undefined ? "system" : name === "dark" ? "dark" : "light");

/** Callbacks, because Firefox gives promises only under another name. */
function witnessHost({ inspectedWindow, network }: typeof chrome.devtools): WitnessHost {
  return {
    reload: (injectedScript) => inspectedWindow.reload({ injectedScript }),
    ask: (expression, take) => inspectedWindow.eval(expression, (value, problem) => take(problem ? undefined : value)),
    onNavigated: (listener) => network.onNavigated.addListener(listener),
  };
}

/** Members that the types do not know yet, or that Firefox does not have. */
interface NewerPanels {
  openResource?(url: string, line: number, column: number, done: (answer?: { code?: string; isError?: boolean }) => void): void;
  readonly network?: { show?(options: { filter: string }): unknown };
}

/** Firefox keeps the bodies of refused replies as well; Chromium answers with nothing. Entries that were asked for in one have no `getContent`. */
function contentOf(entry: unknown): ReadContent | null {
  const { getContent, response } = entry as Partial<chrome.devtools.network.Request>;
  if (getContent === undefined) return null;
  const base64 = response?.content?.encoding === "base64";
  return (take) => getContent((text: unknown) => take(typeof text === "string" ? { text, base64 } : null));
}

function feedHost({ network, panels }: typeof chrome.devtools): FeedHost {
  const { openResource, network: shown } = panels as unknown as NewerPanels;
  return {
    recorded: (take) => network.getHAR((har) => take(Array.isArray(har?.entries) ? har.entries : [])),
    onRequest: (listener) => network.onRequestFinished.addListener(listener),
    open: (url, line, column, done) => {
      if (openResource === undefined) return done(false);
      openResource.call(panels, url, line, column, (answer) => done(answer?.isError !== true));
    },
    ...(__TARGET__ === "firefox" ? { contentOf } : {}),
    ...(shown?.show === undefined ? {} : { showInNetwork: (filter) => void shown.show?.({ filter }) }),
  };
}

/** Called in the click itself: browsers ask only then. Firefox gives panels of DevTools no `permissions` at all. */
function askPermission(transport: Transport): unknown {
  const { permissions } = browser as Partial<typeof browser>;
  if (permissions === undefined) return transport.send({ kind: "ask-permission" });
  return permissions.request({ origins: ["http://*/*", "https://*/*"] });
}

speakFrom((name, values) => browser.i18n.getMessage(name, values));
const root = document.getElementById("root");
if (root !== null) {
  const transport = connectToBackground();
  const panel = mountPanel(root, {
    transport,
    subject,
    theme: themeNow(devtools?.panels?.themeName),
    abilities: {
      ...(subject === "all"
        ? {}
        : { reload: () => (devtools === undefined ? browser.tabs.reload(subject) : devtools.inspectedWindow.reload({})) }),
      ...(devtools?.inspectedWindow === undefined
        ? {}
        : { witness: witnessHost(devtools), runInPage: (expression) => devtools.inspectedWindow.eval(expression) }),
      ...(devtools?.network === undefined ? {} : { feed: feedHost(devtools) }),
      grant: () => askPermission(transport),
    },
  });
  const panels: {
    setThemeChangeHandler?(callback: (name: string) => void): void;
    onThemeChanged?: { addListener(callback: (name: string) => void): void };
  } = devtools?.panels ?? {};
  // Chrome has the one, Firefox the other.
  if (panels.setThemeChangeHandler !== undefined) panels.setThemeChangeHandler((name) => panel.setTheme(themeNow(name)));
  else panels.onThemeChanged?.addListener((name) => panel.setTheme(themeNow(name)));
}
