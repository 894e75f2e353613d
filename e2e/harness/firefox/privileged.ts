/** As much of Firefox's inside as the harness touches. Each file that uses one declares the constant: it exists in the browser only. */

export interface PrivilegedServices {
  readonly prefs: {
    setIntPref(name: string, value: number): void;
    setBoolPref(name: string, value: boolean): void;
    setStringPref(name: string, value: string): void;
  };
  readonly console: { registerListener(listener: { observe(message: ConsoleMessage): void }): void };
}

export interface ConsoleMessage {
  /** Throws for what is no script error. */
  QueryInterface(type: unknown): ScriptError;
}

export interface ScriptError {
  readonly category: string;
  readonly errorMessage: string;
  readonly sourceName: string;
  readonly innerWindowID: number;
  readonly timeStamp: number;
}

export interface PrivilegedPolicies {
  getByID(id: string): { readonly extension: PrivilegedExtension };
}

export interface PrivilegedExtension {
  readonly backgroundState: string;
  readonly views: Iterable<{ readonly viewType: string; readonly contextId: string }>;
  terminateBackground(options: { readonly ignoreDevToolsAttached: boolean }): Promise<void>;
}

export interface FrameElement extends HTMLElement {
  readonly browsingContext: {
    readonly currentURI: { readonly spec: string } | null;
    readonly currentWindowGlobal: { drawSnapshot(area: DOMRect, scale: number, background: string): Promise<ImageBitmap> };
  } | null;
  readonly contentDocument: Document | null;
  permanentKey?: object;
}

export interface BrowserTab {
  readonly linkedBrowser: FrameElement & { readonly currentURI: { readonly spec: string } };
}

export interface TabBrowser {
  readonly tabs: readonly BrowserTab[];
  selectedTab: BrowserTab;
  addTrustedTab(url: string): BrowserTab;
  removeAllTabsBut(tab: BrowserTab, options: { readonly animate: boolean }): void;
}

export interface PopupPanel extends Element {
  readonly state: string;
  hidePopup(): void;
}

export interface PrivilegedModules {
  importESModule(url: string): Readonly<Record<string, unknown>>;
}

/** `NavigableManager`: which frame a driver means by an id. */
export interface FrameIds {
  getIdForBrowser(frame: Element): string;
  getBrowserById(id: string): Element | null;
}

export interface ExtensionParents {
  readonly ExtensionParent: {
    readonly apiManager: { readonly global: { browserActionFor(extension: unknown): BrowserAction } };
  };
}

interface BrowserAction {
  readonly action: { getContextData(tab: BrowserTab): { readonly badgeText: string } };
  openPopup(window: Window, withoutUser: boolean): Promise<void>;
}
