/** Runs in our own pages before they do, alone: served as source text, so types are all it may import. */

declare global {
  interface Window {
    /** What should not have happened, as sentences. */
    canary: string[];
    /** What was last given to the clipboard. */
    clipboard: string;
  }
}

/** Installs itself; nothing that strangers wrote may become more than text. */
export function canary(): void {
  const found: string[] = [];
  window.canary = found;
  const complain = (what: string): void => {
    if (found.length < 50) found.push(what.slice(0, 500));
  };
  const html =
    "a b body button caption circle code col colgroup dd details dialog div dl dt em fieldset figcaption figure footer form g h1 h2 h3 h4 h5 header " +
    "hr i img input kbd label legend li line main mark menu nav ol optgroup option output p path polyline pre rect section select small span " +
    "strong sub summary sup svg table tbody td text textarea tfoot th thead title tr ul";
  const tags = new Set(html.split(" "));
  const shape = (): string =>
    [Object, Array, String, Function, Map, RegExp].map((one) => Reflect.ownKeys(one.prototype).map(String).join()).join(";");
  const shapeBefore = shape();

  const checkAttribute = (element: Element, { name, value }: Attr): void => {
    if (name.startsWith("on")) complain(`attribute ${name} on ${element.tagName}: ${value}`);
    if (/^(?:srcdoc|action|formaction|xlink:href|background|ping|http-equiv)$/.test(name)) complain(`attribute ${name}: ${value}`);
    if (/^(?:href|src)$/.test(name) && !/^(?:https:\/\/|blob:|chrome-extension:|\/|#)/.test(value)) complain(`${name} to ${value}`);
    if (name === "id" && !/^[\w-]+$/.test(value)) complain(`id ${value}`);
  };
  const check = (node: Node): void => {
    if (!(node instanceof Element)) return;
    for (const element of [node, ...node.querySelectorAll("*")]) {
      if (!tags.has(element.tagName.toLowerCase())) complain(`element ${element.outerHTML}`);
      for (const attribute of element.attributes) checkAttribute(element, attribute);
    }
  };
  const watch = (): void => {
    new MutationObserver((records) => {
      for (const { type, target, attributeName, addedNodes } of records) {
        if (type === "childList") for (const node of addedNodes) check(node);
        const attribute = target instanceof Element && attributeName !== null ? target.getAttributeNode(attributeName) : null;
        if (attribute !== null) checkAttribute(target as Element, attribute);
      }
    }).observe(document.documentElement, { subtree: true, childList: true, attributes: true });
  };
  addEventListener("DOMContentLoaded", watch);
  addEventListener("error", ({ message }) => complain(`error ${message}`));
  addEventListener("unhandledrejection", ({ reason }) => complain(`rejection ${String(reason)}`));
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    complain(`policy ${violatedDirective} ${blockedURI}`),
  );
  for (const name of ["alert", "confirm", "prompt", "open", "print"] as const) {
    Object.defineProperty(window, name, { value: () => complain(`${name} was called`) });
  }
  Object.defineProperty(window, "__pwned", { set: () => complain("a stranger's script ran"), get: () => undefined });
  setInterval(() => {
    if (shape() !== shapeBefore) complain("a prototype was changed");
    if (document.title !== "Corscope") complain(`title ${document.title}`);
  }, 500);
  Object.defineProperty(navigator.clipboard, "writeText", {
    value: (text: string) => {
      window.clipboard = text;
      return Promise.resolve();
    },
  });
}
