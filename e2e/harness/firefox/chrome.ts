import { writeFileSync } from "node:fs";
import type { Bidi } from "./bidi";
import { EXTENSION_ID } from "./launchFirefox";
import type {
  ExtensionParents,
  FrameElement,
  FrameIds,
  PopupPanel,
  PrivilegedModules,
  PrivilegedPolicies,
  PrivilegedServices,
  ScriptError,
  TabBrowser,
} from "./privileged";

declare const Services: PrivilegedServices;
declare const ChromeUtils: PrivilegedModules;
declare const gBrowser: TabBrowser;
declare const WebExtensionPolicy: PrivilegedPolicies;
declare const Cc: Readonly<Record<string, { getService(type: unknown): { addIPOverride(name: string, address: string): void } }>>;
declare const Ci: Readonly<Record<string, unknown>>;

/** A line of the browser's console that comes from the browser and not from a script. */
export interface ConsoleLine {
  /** `CORSMissingAllowOrigin2`, `CSP` … */
  readonly category: string;
  readonly text: string;
  readonly source: string;
}

interface Listening extends Window {
  consoleLines?: ConsoleLine[];
}

/** The document of the browser's own window: scripts there may do what the browser may do. */
export class Chrome {
  private constructor(
    readonly bidi: Bidi,
    readonly context: string,
  ) {}

  static async of(bidi: Bidi): Promise<Chrome> {
    const { contexts } = (await bidi.send("browsingContext.getTree", { "moz:scope": "chrome" })) as {
      readonly contexts?: readonly { readonly context: string }[];
    };
    const window = contexts?.[0];
    if (window === undefined) throw new Error("Firefox shows no window of its own");
    return new Chrome(bidi, window.context);
  }

  run<R, A extends readonly unknown[]>(script: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return this.bidi.call(this.context, script, ...args);
  }

  /** Only names are led elsewhere, by the resolver itself: no proxy, and nothing else of a request changes. */
  resolveNames(names: Readonly<Record<string, string | null>>): Promise<void> {
    return this.run((wanted) => {
      const resolver = Cc["@mozilla.org/network/native-dns-override;1"]?.getService(Ci.nsINativeDNSResolverOverride);
      for (const [name, address] of Object.entries(wanted)) resolver?.addIPOverride(name, address ?? "N/A");
    }, names);
  }

  setPreference(name: string, value: number | boolean | string): Promise<void> {
    return this.run(
      (key, wanted) => {
        if (typeof wanted === "number") Services.prefs.setIntPref(key, wanted);
        else if (typeof wanted === "boolean") Services.prefs.setBoolPref(key, wanted);
        else Services.prefs.setStringPref(key, wanted);
      },
      name,
      value,
    );
  }

  /** Leaves one empty tab; toolboxes and popups go with theirs. */
  closeTabs(): Promise<void> {
    return this.run(() => {
      for (const popup of document.querySelectorAll<PopupPanel>("panel")) if (popup.state === "open") popup.hidePopup();
      gBrowser.removeAllTabsBut(gBrowser.addTrustedTab("about:blank"), { animate: false });
    });
  }

  /** A picture of what the frame with this id shows; of the whole window, toolbox included, without one. */
  async snapshot(path: string, context?: string): Promise<void> {
    const data = await this.run(async (id) => {
      const manager = ChromeUtils.importESModule("chrome://remote/content/shared/NavigableManager.sys.mjs").NavigableManager as FrameIds;
      const shown = (id === null ? document.documentElement : manager.getBrowserById(id)) as FrameElement | null;
      const drawn = id === null ? (window as unknown as FrameElement) : shown;
      const area = new DOMRect(0, 0, shown?.clientWidth, shown?.clientHeight);
      const bitmap = await drawn?.browsingContext?.currentWindowGlobal.drawSnapshot(area, 1, "white");
      if (bitmap === undefined) throw new Error("there is nothing to draw");
      const canvas = document.createElementNS("http://www.w3.org/1999/xhtml", "canvas") as HTMLCanvasElement;
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
      canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
      return canvas.toDataURL("image/png").replace(/^.*,/, "");
    }, context ?? null);
    writeFileSync(path, Buffer.from(data, "base64"));
  }

  /** What stands on the extension's button for the tab in front. */
  badge(): Promise<string> {
    return this.run(async (id) => {
      const { ExtensionParent } = ChromeUtils.importESModule(
        "resource://gre/modules/ExtensionParent.sys.mjs",
      ) as unknown as ExtensionParents;
      const action = ExtensionParent.apiManager.global.browserActionFor(WebExtensionPolicy.getByID(id).extension);
      return action.action.getContextData(gBrowser.selectedTab).badgeText;
    }, EXTENSION_ID);
  }

  /** `running`, `suspending`, `stopped` or `starting`. */
  backgroundState(): Promise<string> {
    return this.run((id) => WebExtensionPolicy.getByID(id).extension.backgroundState, EXTENSION_ID);
  }

  /** Another one for each life of the event page; empty while it sleeps. */
  backgroundLife(): Promise<string> {
    return this.run((id) => {
      const views = [...WebExtensionPolicy.getByID(id).extension.views];
      return views.find(({ viewType }) => viewType === "background")?.contextId ?? "";
    }, EXTENSION_ID);
  }

  /** Ends the event page as its idle timer would. */
  suspendBackground(): Promise<void> {
    return this.run((id) => WebExtensionPolicy.getByID(id).extension.terminateBackground({ ignoreDevToolsAttached: true }), EXTENSION_ID);
  }

  /** From now on what the browser says in its console is kept. Pages, frames, workers and service workers all end up here. */
  listenToConsole(): Promise<void> {
    return this.run(() => {
      const lines: ConsoleLine[] = [];
      (window as Listening).consoleLines = lines;
      Services.console.registerListener({
        observe(message) {
          let error: ScriptError;
          try {
            error = message.QueryInterface(Ci.nsIScriptError);
          } catch {
            return;
          }
          lines.push({ category: error.category, text: error.errorMessage, source: error.sourceName });
        },
      });
    });
  }

  /** All lines so far whose text or source names `part`. */
  consoleLines(part = ""): Promise<ConsoleLine[]> {
    return this.run(
      (wanted) => ((window as Listening).consoleLines ?? []).filter(({ text, source }) => text.includes(wanted) || source.includes(wanted)),
      part,
    );
  }
}
