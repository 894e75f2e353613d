import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import puppeteer, { type Browser } from "puppeteer-core";
import type { Theme } from "../launch";
import { findFirefox } from "../machine";
import { type Bidi, bidiOf } from "./bidi";
import { Chrome } from "./chrome";

export const EXTENSION = "dist/firefox";
export const EXTENSION_ID = "corscope@corscope.dev";
/** Firefox rolls dice for the host of `moz-extension:` unless a preference fixes it. */
const UUID = "c0750000-0000-4000-8000-000000000001";
export const EXTENSION_ORIGIN = `moz-extension://${UUID}`;

export type Preferences = Readonly<Record<string, string | number | boolean>>;

export interface FirefoxOptions {
  /** Each name and its address; null for one that is not to be found, whatever the machine's DNS thinks. */
  readonly names: Readonly<Record<string, string | null>>;
  readonly theme?: Theme;
  readonly preferences?: Preferences;
  /** The user lets the extension into private windows as well. */
  readonly inPrivateWindows?: boolean;
  /** True unless said otherwise. */
  readonly headless?: boolean;
}

export interface Firefox {
  readonly browser: Browser;
  readonly bidi: Bidi;
  /** The browser itself, with all rights. */
  readonly chrome: Chrome;
  /** Where downloads go, unasked. */
  readonly downloads: string;
  close(): Promise<void>;
}

function preferencesFor({ theme, preferences }: FirefoxOptions, downloads: string): Record<string, unknown> {
  return {
    "extensions.webextensions.uuids": JSON.stringify({ [EXTENSION_ID]: UUID }),
    "network.dns.disableIPv6": true,
    "network.proxy.type": 0,
    "browser.download.folderList": 2,
    "browser.download.dir": downloads,
    "browser.download.useDownloadDir": true,
    "browser.download.panel.shown": true,
    "browser.download.alwaysOpenPanel": false,
    "devtools.theme": theme ?? "light",
    "ui.systemUsesDarkTheme": theme === "dark" ? 1 : 0,
    ...preferences,
  };
}

/** A stock Firefox with a fresh profile and the extension, as a user would have installed it: with all its permissions. */
export async function launchFirefox(options: FirefoxOptions): Promise<Firefox> {
  if (!existsSync(`${EXTENSION}/manifest.json`)) throw new Error(`expected the built extension in ${EXTENSION}: run npm run build first`);
  const downloads = mkdtempSync(join(tmpdir(), "corscope-downloads-"));
  const removeDownloads = () => rmSync(downloads, { recursive: true, force: true });
  let browser: Browser | undefined;
  try {
    browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: findFirefox(),
      headless: options.headless ?? true,
      // Without this no driver may look into documents of extensions or of the browser itself.
      args: ["--remote-allow-system-access", "--width=1400", "--height=900"],
      extraPrefsFirefox: preferencesFor(options, downloads),
      defaultViewport: null,
      timeout: 60_000,
      protocolTimeout: 120_000,
    });
    const started = browser;
    const bidi = bidiOf(browser);
    const chrome = await Chrome.of(bidi);
    await chrome.resolveNames(options.names);
    await bidi.send("webExtension.install", {
      extensionData: { type: "path", path: resolve(EXTENSION) },
      "moz:allowPrivateBrowsing": options.inPrivateWindows === true,
    });
    return {
      browser,
      bidi,
      chrome,
      downloads,
      async close() {
        await started.close();
        removeDownloads();
      },
    };
  } catch (problem) {
    await browser?.close();
    removeDownloads();
    throw problem;
  }
}
