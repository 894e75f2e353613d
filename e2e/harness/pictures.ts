import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Frame, Page } from "playwright";
import type { Scenario } from "../servers/scenarios/scenario";
import { SCENARIOS } from "../servers/scenarios/table";
import type { Theme } from "./launch";
import { openSession, partOf, playScenario, type Session } from "./session";

/** As the stores want them. */
export const SIZE = { width: 1280, height: 800 } as const;
export const POPUP_WIDTH = 360;

export const STATES = ["list", "why", "timeline", "fix", "simulate", "popup"] as const;
export const THEMES: readonly Theme[] = ["light", "dark"];

export interface Picture {
  /** `why-dark` */
  readonly name: string;
  readonly path: string;
  /** Where the product itself stands in the picture. */
  readonly shown: Page | Frame;
}

/** A page's traffic as it comes: healthy requests, refused ones of each kind, and what only looks like CORS. */
const PLAYED = [
  "pass-loopback",
  "pass-put",
  "pass-put-cached",
  "missing-allow-origin",
  "allow-origin-other-port",
  "credentials-wildcard",
  "error-500",
  "preflight-404-no-headers",
  "preflight-redirect-login",
  "pass-credentials",
  "header-two-missing",
  "redirect-tainted-origin",
  "connection-refused",
  "body-cut",
  "preflight-method-wildcard-credentials",
  "method-and-header",
  "pass-wildcard",
];

/** Which exchange a tab is shown on. */
const SUBJECTS: Readonly<Record<string, string>> = { timeline: "pass-put" };

function scenarioOf(id: string): Scenario {
  const found = SCENARIOS.find((scenario) => scenario.id === id);
  if (found === undefined) throw new Error(`no scenario ${id}`);
  return found;
}

/** Takes every state in one theme. `look` is called while the state stands. */
async function takeTheme(theme: Theme, folder: string, look: (picture: Picture) => Promise<void>): Promise<Picture[]> {
  const session = await openSession({ theme });
  try {
    const run = randomUUID().slice(0, 4);
    for (const id of PLAYED) await playScenario(session, scenarioOf(id), run);
    await session.dev.setViewportSize(SIZE);
    const taken: Picture[] = [];
    for (const state of STATES) {
      const name = `${state}-${theme}`;
      const path = join(folder, `${name}.png`);
      const shown = state === "popup" ? await showPopup(session, theme, path) : await showPanel(session, state, run, path);
      const picture = { name, path, shown };
      await look(picture);
      taken.push(picture);
    }
    return taken;
  } finally {
    await session.close();
  }
}

async function showPanel({ dev, panel }: Session, state: string, run: string, path: string): Promise<Frame> {
  const grid = panel.getByRole("grid", { name: "Exchanges" });
  const last = scenarioOf(PLAYED.at(-1) ?? "");
  await grid.getByRole("row", { name: partOf(last, run) }).waitFor();
  if (state !== "list") {
    const subject = scenarioOf(SUBJECTS[state] ?? "method-and-header");
    await grid.getByRole("row", { name: partOf(subject, run) }).click();
    await panel.getByRole("tab", { name: state, exact: false }).click();
    await panel.getByRole("tabpanel").waitFor();
    if (state === "fix") await panel.getByLabel("Your server").selectOption("express-cors");
  }
  await dev.screenshot({ path, animations: "disabled" });
  return panel;
}

async function showPopup({ browser, page }: Session, theme: Theme, path: string): Promise<Page> {
  const tabId = await browser.serviceWorker.evaluate(
    async (url) => (await chrome.tabs.query({ url }))[0]?.id,
    `${new URL(page.url()).protocol}//${new URL(page.url()).hostname}/*`,
  );
  const popup = await browser.context.newPage();
  await popup.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await popup.setViewportSize({ width: POPUP_WIDTH, height: 600 });
  await popup.goto(`chrome-extension://${browser.extensionId}/src/popup/index.html?tabId=${tabId}`);
  await popup.getByRole("listitem").first().waitFor();
  await popup.locator("main").screenshot({ path, animations: "disabled" });
  return popup;
}

export async function takePictures(folder: string, look: (picture: Picture) => Promise<void> = async () => undefined): Promise<Picture[]> {
  const taken: Picture[] = [];
  for (const theme of THEMES) taken.push(...(await takeTheme(theme, folder, look)));
  return taken;
}
