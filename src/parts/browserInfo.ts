import type { EngineName } from "../core/engines/engine";

declare const __VERSION__: string;

const BROWSERS: readonly [pattern: RegExp, name: string, engine: EngineName][] = [
  [/\bFirefox\/([\d.]+)/u, "Firefox", "firefox"],
  [/\bEdg\/([\d.]+)/u, "Edge", "chromium"],
  [/\bOPR\/([\d.]+)/u, "Opera", "chromium"],
  [/\b(?:Headless)?Chrome\/([\d.]+)/u, "Chrome", "chromium"],
];

interface BrowserInfo {
  readonly extensionVersion: string;
  readonly browser: { readonly name: string; readonly version: string };
  readonly engine: EngineName;
}

export function browserInfo(userAgent: string): BrowserInfo {
  for (const [pattern, name, engine] of BROWSERS) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return { extensionVersion: __VERSION__, browser: { name, version }, engine };
  }
  return { extensionVersion: __VERSION__, browser: { name: "unknown", version: "" }, engine: "chromium" };
}
