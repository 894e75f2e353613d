/** Calls that are noted at most; then the witness is silent. A page that sends more has shown its ways long before. */
export const NOTES = 500;

/**
 * What stands in the page before its own first script. It is sent as text, so nothing from outside may be named in here. The page must not
 * feel it: every built-in is taken before the page can change it, options are looked at without running their getters, and what goes wrong in
 * here stays in here.
 */
function stand(key: string, most: number): void {
  // Scripts are injected into every frame, and only the top one can be asked.
  if (window.top !== window) return;
  const { apply } = Reflect;
  const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;
  // Lists are not taken apart below: that would run the page's own Array.prototype[Symbol.iterator].
  const [URL_, Error_, now, Map_] = [URL, Error, Date.now, WeakMap];
  const [upper, find] = [String.prototype.toUpperCase, RegExp.prototype.exec];
  const [put, take, drop] = [Map_.prototype.set, Map_.prototype.get, Map_.prototype.delete];
  const getter = (holder: object | undefined, name: string) => (holder && getOwnPropertyDescriptor(holder, name)?.get) || (() => undefined);
  const requestGetters = {
    url: getter(window.Request?.prototype, "url"),
    method: getter(window.Request?.prototype, "method"),
    mode: getter(window.Request?.prototype, "mode"),
    credentials: getter(window.Request?.prototype, "credentials"),
  };
  const hrefOf = getter(URL_.prototype, "href");
  const withCredentials = getter(window.XMLHttpRequest?.prototype, "withCredentials");
  const readyState = getter(window.XMLHttpRequest?.prototype, "readyState");
  /** Stands for what cannot be told without running the page's code. */
  const UNTOLD = {};
  type Field = keyof typeof requestGetters;

  const notes: unknown[] = [];
  defineProperty(notes, "born", { value: now() });
  // Neither listed nor to be replaced; whoever finds it all the same can only write notes, which nobody believes beyond "the page says".
  defineProperty(window, key, { value: notes });

  const isObject = (value: unknown): value is object => (typeof value === "object" && value !== null) || typeof value === "function";
  /** Throws for anything but a Request, as the browser's own getters do. */
  const ofRequest = (value: object, name: Field): unknown => {
    try {
      return apply(requestGetters[name], value, []);
    } catch {
      return undefined;
    }
  };
  const optionOf = (options: unknown, name: Field): unknown => {
    if (!isObject(options)) return undefined;
    for (let holder: object | null = options; holder !== null; holder = getPrototypeOf(holder)) {
      const found = getOwnPropertyDescriptor(holder, name);
      if (found === undefined) continue;
      if (found.get === undefined) return found.value;
      return found.get === requestGetters[name] ? ofRequest(options, name) : UNTOLD;
    }
    return undefined;
  };
  const absolute = (url: unknown): string | null => {
    let text = url;
    if (isObject(url)) {
      try {
        text = apply(hrefOf, url, []);
      } catch {
        return null; // its toString would have to be run
      }
    }
    if (typeof text !== "string") return null;
    const parsed = new URL_(text, document.baseURI);
    parsed.hash = "";
    return parsed.href.length > 8192 ? null : parsed.href;
  };
  const normalised = (method: string) =>
    apply(find, /^(?:delete|get|head|options|post|put)$/i, [method]) === null ? method : apply(upper, method, []);

  /** The first frame of the stack that is the page's own, without its query, which may hold secrets. */
  const callSite = (): string | undefined => {
    const prepare = getOwnPropertyDescriptor(Error_, "prepareStackTrace");
    const limit = getOwnPropertyDescriptor(Error_, "stackTraceLimit");
    let stack: unknown;
    try {
      // A page that formats stacks itself is not to hear of ours.
      if (prepare !== undefined) defineProperty(Error_, "prepareStackTrace", { value: undefined, writable: true, configurable: true });
      if (limit !== undefined) defineProperty(Error_, "stackTraceLimit", { value: 12, writable: true, configurable: true });
      stack = new Error_().stack;
    } catch {
      return undefined; // the note is worth something without it
    } finally {
      if (prepare !== undefined) defineProperty(Error_, "prepareStackTrace", prepare);
      if (limit !== undefined) defineProperty(Error_, "stackTraceLimit", limit);
    }
    if (typeof stack !== "string") return undefined;
    const places = /([a-z][a-z\d+.-]*:[^\s()]+?)(?:[?#][^\s()]*?)?(:\d+:\d+)\)?$/gim;
    for (;;) {
      const place = apply(find, places, [stack]) as RegExpExecArray | null;
      if (place === null) break;
      if (place[1] === "corscope-witness:script") continue;
      const site = `${place[1]}${place[2]}`;
      return site.length > 500 ? undefined : site;
    }
    return undefined;
  };

  const note = (method: unknown, url: string | null, mode: unknown, credentials: unknown): void => {
    if (url === null || typeof method !== "string" || notes.length >= most) return;
    const value = {
      __proto__: null,
      method: normalised(method),
      url,
      mode: typeof mode === "string" ? mode : null,
      credentials: typeof credentials === "string" ? credentials : null,
      callSite: callSite(),
    };
    defineProperty(notes, notes.length, { value, enumerable: true, configurable: true, writable: true });
  };

  const seenFetch = (_: unknown, given: unknown[]): void => {
    const input = given[0];
    const options = given[1];
    const ask = (name: Field, fallback: string): unknown => {
      const chosen = optionOf(options, name);
      if (chosen !== undefined) return chosen;
      return (isObject(input) ? ofRequest(input, name) : undefined) ?? fallback;
    };
    const own = isObject(input) ? ofRequest(input, "url") : undefined;
    note(ask("method", "GET"), absolute(own ?? input), ask("mode", "cors"), ask("credentials", "same-origin"));
  };
  const opened = new Map_<object, { method: unknown; url: string | null }>();
  const seenOpen = (self: unknown, given: unknown[]): void => {
    if (isObject(self)) apply(put, opened, [self, { method: given[0], url: absolute(given[1]) }]);
  };
  const seenSend = (self: unknown): void => {
    if (!isObject(self) || apply(readyState, self, []) !== 1) return;
    const call = apply(take, opened, [self]) as { method: unknown; url: string | null } | undefined;
    if (call === undefined) return;
    apply(drop, opened, [self]); // a second send() without open() throws
    note(call.method, call.url, "cors", apply(withCredentials, self, []) === true ? "include" : "same-origin");
  };

  const wrap = (holder: object | undefined, name: string, seen: (self: unknown, given: unknown[]) => void): void => {
    const found = holder && getOwnPropertyDescriptor(holder, name);
    const native: unknown = found?.value;
    if (holder === undefined || found === undefined || typeof native !== "function") return;
    // A method has no `prototype` and cannot be constructed, like the built-in.
    const wrapper = {
      [name](this: unknown, ...given: unknown[]): unknown {
        try {
          seen(this, given);
        } catch {
          // The page's own call goes on in any case.
        }
        return apply(native, this, given);
      },
    }[name] as object;
    defineProperty(wrapper, "length", { value: native.length, configurable: true });
    defineProperty(holder, name, { ...found, value: wrapper });
  };
  wrap(window, "fetch", seenFetch);
  // `withCredentials` is read when it counts, at send(), so its setter stays the browser's; headers tell nothing that is asked here.
  wrap(window.XMLHttpRequest?.prototype, "open", seenOpen);
  wrap(window.XMLHttpRequest?.prototype, "send", seenSend);
}

/** The text that is injected; its name lets stacks show whose frame it is. DevTools writes `})()` behind it, which must not end in the comment. */
export function witnessScript(key: string): string {
  return `(${stand.toString()})(${JSON.stringify(key)}, ${NOTES});\n//# sourceURL=corscope-witness:script\n`;
}

/** Asks for the notes from index `from` on; null where no witness stands. */
export function readExpression(key: string, from: number): string {
  return `((n) => n ? { born: n.born, notes: n.slice(${from}, ${from + NOTES}) } : null)(window[${JSON.stringify(key)}])`;
}
