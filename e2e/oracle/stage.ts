import { readFileSync } from "node:fs";
import { transformWithOxc } from "vite";
import type { Report } from "../../src/core/report/harTypes";
import type { Heard } from "./ear";
import type { Play } from "./page";
import type { OracleServers } from "./servers";
import type { Speech } from "./speech";

/** As many requests at a time as one host gets connections, times the hosts that get most of them. */
export const WIDTH = 16;
export const GENEROUS = 60_000;

export interface OracleCookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly path: string;
}

/** A browser with the extension in it, a page of `http://app.test` and the panel as a tab of its own: all that the oracle wants of one. */
export interface Stage {
  readonly version: string;
  readonly speech: Speech;
  /** These and no others. */
  setCookies(cookies: readonly OracleCookie[]): Promise<void>;
  /** Plays them, and settles when the browser has said all that it will say about them. What could not be sent is told. */
  play(plays: readonly Play[]): Promise<string[]>;
  /** What the browser said of the requests of a case, in the order of their start. */
  heard(key: string): readonly Heard[];
  exportHar(): Promise<Report>;
  clear(): Promise<void>;
  forget(): void;
  close(): Promise<void>;
}

export type OpenStage = (servers: OracleServers) => Promise<Stage>;

export async function pageHtml(): Promise<string> {
  const { code } = await transformWithOxc(readFileSync(new URL("./page.ts", import.meta.url), "utf8"), "page.ts");
  return `<!doctype html><title>oracle</title><link rel=icon href=data:,><body><script type=module>${code}</script>`;
}

export async function closeAll(closers: readonly (() => unknown)[]): Promise<void> {
  for (const closer of [...closers].reverse()) await closer();
}
