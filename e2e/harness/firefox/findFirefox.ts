import { chooseBrowser, type Machine, type WantedBrowser } from "../chooseBrowser";

/** `strict_min_version` of our manifest. */
const OLDEST = 142;

/** Playwright's own Firefox is a patched build that knows no WebDriver BiDi: what is downloaded is Mozilla's. */
const DOWNLOAD = "npx @puppeteer/browsers install firefox@stable --path ~/.cache/puppeteer";

const FIREFOX: WantedBrowser = {
  name: "Firefox",
  variable: "CORSCOPE_FIREFOX",
  candidates: ["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
  unfit(version) {
    const major = Number(/Firefox (\d+)/.exec(version)?.[1] ?? 0);
    return major >= OLDEST ? null : `Corscope needs Firefox ${OLDEST} or newer.`;
  },
  // Ubuntu has no package of it, only a snap, which sees no profile outside of its own folders.
  installCommand: ({ root, distribution }) =>
    root && /\bdebian\b/.test(distribution) && !/\bubuntu\b/.test(distribution)
      ? "apt-get update && apt-get install -y firefox-esr"
      : DOWNLOAD,
};

/** Path of a stock Firefox. Installs one when the machine has none. */
export function chooseFirefox(machine: Machine): string {
  return chooseBrowser(FIREFOX, machine);
}
