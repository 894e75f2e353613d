import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type BrowserContext, chromium, type Page, type Worker } from "playwright";
import { gone } from "./gone";
import { findChromium } from "./machine";

export type Theme = "light" | "dark";

export interface LaunchOptions {
  /** Unpacked extension; null starts the browser without one. */
  readonly extensionDir: string | null;
  /** True unless said otherwise. */
  readonly headless?: boolean;
  readonly theme?: Theme;
  readonly resolverRules?: string;
  readonly extraArgs?: readonly string[];
  /** Leave the browser's features as its maker ships them: Playwright turns some off, among them how CORS redirects are followed. */
  readonly keepDefaultFeatures?: boolean;
  /** Where Playwright writes its own HAR of everything, when the browser closes. */
  readonly recordHar?: string;
  /** Keep pages that were left, as browsers of users do; Playwright turns it off. */
  readonly backForwardCache?: boolean;
  /** Folder of an existing profile, which is then kept; a fresh one that goes at the end unless said otherwise. */
  readonly profile?: string;
}

export interface Launched {
  readonly context: BrowserContext;
  readonly page: Page;
  close(): Promise<void>;
}

export interface LaunchedWithExtension extends Launched {
  readonly extensionId: string;
  readonly serviceWorker: Worker;
}

/** What neither changes a request nor a verdict: kept off even with `keepDefaultFeatures`. */
const NEVER_WANTED = "HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,MediaRouter,OptimizationHints,NetworkTimeServiceQuerying";

// Playwright drops the DevTools front-end, which attaches as a target of type "other", unless this is set before the browser starts.
process.env.PW_CHROMIUM_ATTACH_TO_OTHER = "1";

/** DevTools in a window of its own (docked, the tab CORS hides behind ">>"); each of its settings is JSON inside a string. */
function writePreferences(profile: string, theme: Theme): void {
  const preferences = { currentDockState: '"undocked"', "ui-theme": theme === "dark" ? '"dark"' : '"default"' };
  mkdirSync(join(profile, "Default"), { recursive: true });
  writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify({ devtools: { preferences } }));
}

export function argumentsFor(options: LaunchOptions): string[] {
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    "--window-size=1400,900",
  ];
  if (options.resolverRules !== undefined) args.push(`--host-resolver-rules=${options.resolverRules}`);
  // The last of two equal switches counts, and ours comes after Playwright's.
  if (options.keepDefaultFeatures) args.push(`--disable-features=${NEVER_WANTED}`);
  if (options.extensionDir !== null) {
    const dir = resolve(options.extensionDir);
    args.push(`--disable-extensions-except=${dir}`, `--load-extension=${dir}`);
  }
  return [...args, ...(options.extraArgs ?? [])];
}

export function launch(options: LaunchOptions & { readonly extensionDir: string }): Promise<LaunchedWithExtension>;
export function launch(options: LaunchOptions): Promise<Launched>;
export async function launch(options: LaunchOptions): Promise<Launched | LaunchedWithExtension> {
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), "corscope-"));
  const removeProfile = () => {
    if (options.profile === undefined) rmSync(profile, { recursive: true, force: true });
  };
  const theme = options.theme ?? "light";
  if (options.profile === undefined) writePreferences(profile, theme);
  let context: BrowserContext | undefined;
  try {
    context = await chromium.launchPersistentContext(profile, {
      executablePath: findChromium(),
      headless: options.headless ?? true,
      viewport: null,
      colorScheme: theme,
      timeout: 60_000,
      ...(options.recordHar === undefined ? {} : { recordHar: { path: options.recordHar } }),
      args: argumentsFor(options),
      ...(options.backForwardCache ? { ignoreDefaultArgs: ["--disable-back-forward-cache"] } : {}),
    });
    const launched = {
      context,
      page: context.pages()[0] ?? (await context.newPage()),
      async close() {
        await context?.close();
        await gone(profile);
        removeProfile();
      },
    };
    if (options.extensionDir === null) return launched;
    const serviceWorker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker", { timeout: 90_000 }));
    return { ...launched, serviceWorker, extensionId: new URL(serviceWorker.url()).host };
  } catch (problem) {
    await context?.close();
    await gone(profile);
    removeProfile();
    throw problem;
  }
}
