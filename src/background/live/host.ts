import type { Rule } from "./rules";

/** What live actions need of the browser; tests play it, and another browser is another of these. */
export interface LiveHost {
  /** Host of our own pages' origin. */
  readonly ownHost: string;
  /** Kinds of requests that rules can name here. */
  readonly resourceTypes: ReadonlySet<string>;
  now(): number;
  ruleIds(): Promise<number[]>;
  /** Takes rules away and adds others in one step. */
  changeRules(remove: readonly number[], add: readonly Rule[]): Promise<void>;
  setAlarm(name: string, at: number): void;
  clearAlarm(name: string): void;
  /** Hears of tabs only while asked to: every such event wakes the worker. */
  watchTabs(watch: TabWatch | null): void;
  fetch(url: string, init: RequestInit): Promise<Response>;
}

export interface TabWatch {
  /** `url` is null where we may not know it. */
  navigated(tabId: number, url: string | null): void;
  closed(tabId: number): void;
}

export function browserHost(): LiveHost {
  const { declarativeNetRequest, alarms, tabs, runtime } = chrome;
  let watched: TabWatch | null = null;
  const updated = (tabId: number, change: chrome.tabs.OnUpdatedInfo, tab: chrome.tabs.Tab): void => {
    if (change.status === "loading" || change.url !== undefined) watched?.navigated(tabId, change.url ?? tab.url ?? null);
  };
  const removed = (tabId: number): void => watched?.closed(tabId);
  return {
    ownHost: new URL(runtime.getURL("")).host,
    resourceTypes: new Set(Object.values(declarativeNetRequest.ResourceType)),
    now: () => Date.now(),
    ruleIds: async () => (await declarativeNetRequest.getSessionRules()).map(({ id }) => id),
    changeRules: (remove, add) =>
      declarativeNetRequest.updateSessionRules({
        removeRuleIds: [...remove],
        addRules: add as unknown as chrome.declarativeNetRequest.Rule[],
      }),
    setAlarm: (name, at) => void alarms.create(name, { when: at }),
    clearAlarm: (name) => void alarms.clear(name),
    watchTabs(watch) {
      if (watched === null && watch !== null) {
        tabs.onUpdated.addListener(updated);
        tabs.onRemoved.addListener(removed);
      } else if (watched !== null && watch === null) {
        tabs.onUpdated.removeListener(updated);
        tabs.onRemoved.removeListener(removed);
      }
      watched = watch;
    },
    fetch: (url, init) => fetch(url, init),
  };
}
