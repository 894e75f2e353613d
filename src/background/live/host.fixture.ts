import type { LiveHost, TabWatch } from "./host";
import type { Rule } from "./rules";

/** A browser in the test's hand. */
export class HandHost implements LiveHost {
  readonly ownHost = "corscope-extension";
  resourceTypes: ReadonlySet<string> = new Set([
    "xmlhttprequest",
    "script",
    "stylesheet",
    "image",
    "font",
    "media",
    "ping",
    "other",
    "main_frame",
  ]);
  time = 1_000_000;
  rules: Rule[] = [];
  readonly log: { remove: readonly number[]; add: readonly Rule[] }[] = [];
  readonly alarms = new Map<string, number>();
  watch: TabWatch | null = null;
  /** Rules are refused, as when a permission is missing. */
  refusing = false;
  /** Every request, with the rules that stood when it was sent. */
  readonly sent: { readonly url: string; readonly init: RequestInit; readonly rules: readonly Rule[] }[] = [];
  reply: (url: string, init: RequestInit, rules: readonly Rule[]) => Response | Promise<Response> = () =>
    new Response(null, { status: 204 });

  now(): number {
    return this.time;
  }

  async ruleIds(): Promise<number[]> {
    return this.rules.map(({ id }) => id);
  }

  async changeRules(remove: readonly number[], add: readonly Rule[]): Promise<void> {
    await Promise.resolve();
    if (this.refusing && add.length > 0) throw new Error("refused");
    this.log.push({ remove, add });
    this.rules = [...this.rules.filter(({ id }) => !remove.includes(id)), ...add];
  }

  setAlarm(name: string, at: number): void {
    this.alarms.set(name, at);
  }

  clearAlarm(name: string): void {
    this.alarms.delete(name);
  }

  watchTabs(watch: TabWatch | null): void {
    this.watch = watch;
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    this.sent.push({ url, init, rules: this.rules });
    return this.reply(url, init, this.rules);
  }
}
