import { chooseBrowser, type Machine, type WantedBrowser } from "./chooseBrowser";

const CHROMIUM: WantedBrowser = {
  name: "Chromium",
  variable: "CORSCOPE_CHROMIUM",
  candidates: [
    "chromium",
    "chromium-browser",
    "chrome-for-testing",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
    "google-chrome-for-testing",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ],
  unfit: (version) =>
    /Chromium|for Testing/.test(version) ? null : "branded Chrome does not load unpacked extensions from the command line.",
  installCommand: ({ root, distribution }) =>
    root && /\b(debian|ubuntu)\b/.test(distribution) ? "apt-get update && apt-get install -y chromium" : "npx playwright install chromium",
};

/** Path of a Chromium that loads our extension. Installs one when the machine has none. */
export function chooseChromium(machine: Machine): string {
  return chooseBrowser(CHROMIUM, machine);
}
