import { until } from "../poll";
import type { Bidi } from "./bidi";
import type { Chrome } from "./chrome";

/** A CSS selector, or what assistive technology sees. */
export type Target = string | { readonly role: string; readonly name: string };

interface Node {
  readonly sharedId: string;
}

/** A document of the extension, wherever Firefox shows it: tab, toolbox or popup. Driven with real clicks and keys. */
export class View {
  private readonly bidi: Bidi;

  constructor(
    private readonly chrome: Chrome,
    readonly context: string,
  ) {
    this.bidi = chrome.bidi;
  }

  evaluate<R, A extends readonly unknown[]>(run: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return this.bidi.call(this.context, run, ...args);
  }

  /** A whole script, which no Content-Security-Policy of the document keeps out. */
  async runSource(expression: string): Promise<void> {
    const answer = await this.bidi.send("script.evaluate", { expression, target: { context: this.context }, awaitPromise: false });
    if (answer.type === "exception") throw new Error("the script failed");
  }

  async find(target: Target): Promise<readonly Node[]> {
    const locator = typeof target === "string" ? { type: "css", value: target } : { type: "accessibility", value: target };
    const { nodes } = await this.bidi.send("browsingContext.locateNodes", { context: this.context, locator });
    return nodes as readonly Node[];
  }

  /** The first that fits, as soon as it is there. */
  waitFor(target: Target, timeoutMs = 60_000): Promise<Node> {
    return until(
      described(target),
      // A document that is still being made has no answer yet.
      async () =>
        this.find(target).then(
          (nodes) => nodes[0],
          () => null,
        ),
      timeoutMs,
    );
  }

  async waitForText(text: string | RegExp, target = "body", timeoutMs = 60_000): Promise<string> {
    return until(
      `${text} in ${target}`,
      async () => {
        const seen = await this.text(target).catch(() => "");
        return (typeof text === "string" ? seen.includes(text) : text.test(seen)) ? seen : null;
      },
      timeoutMs,
    );
  }

  text(selector = "body"): Promise<string> {
    return this.evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.innerText ?? "", selector);
  }

  async click(target: Target): Promise<void> {
    const { sharedId } = await this.waitFor(target);
    await this.on(sharedId, (element) => element.scrollIntoView({ block: "nearest", inline: "nearest" }));
    const origin = { type: "element", element: { sharedId } };
    await this.perform({
      type: "pointer",
      id: "mouse",
      actions: [
        { type: "pointerMove", x: 0, y: 0, origin },
        { type: "pointerDown", button: 0 },
        { type: "pointerUp", button: 0 },
      ],
    });
  }

  /** Puts `value` in place of what a text field has. */
  async fill(target: Target, value: string): Promise<void> {
    const { sharedId } = await this.waitFor(target);
    await this.on(sharedId, (element) => {
      element.focus();
      (element as HTMLInputElement).select();
    });
    await this.press("\uE017");
    await this.press(...value);
  }

  async press(...keys: string[]): Promise<void> {
    await this.perform({
      type: "key",
      id: "keyboard",
      actions: keys.flatMap((value) => [
        { type: "keyDown", value },
        { type: "keyUp", value },
      ]),
    });
  }

  async setFiles(target: Target, ...files: string[]): Promise<void> {
    const { sharedId } = await this.waitFor(target);
    await this.bidi.send("input.setFiles", { context: this.context, element: { sharedId }, files });
  }

  /** The document as it is drawn. Not the driver's own way, which knows tabs only. */
  screenshot(path: string): Promise<void> {
    return this.chrome.snapshot(path, this.context);
  }

  private async on(sharedId: string, run: (element: HTMLElement) => void): Promise<void> {
    await this.bidi.send("script.callFunction", {
      target: { context: this.context },
      awaitPromise: false,
      functionDeclaration: String(run),
      arguments: [{ sharedId }],
    });
  }

  private async perform(source: object): Promise<void> {
    await this.bidi.send("input.performActions", { context: this.context, actions: [source] });
  }
}

function described(target: Target): string {
  return typeof target === "string" ? target : `${target.role} "${target.name}"`;
}

/** An ordinary tab with a page of the extension. Firefox tells no driver when such a document has loaded: the caller waits for what it needs. */
export async function openTab(chrome: Chrome, url: string): Promise<View> {
  const { context } = await chrome.bidi.send("browsingContext.create", { type: "tab" });
  await chrome.bidi.send("browsingContext.navigate", { context, url, wait: "none" });
  return new View(chrome, context as string);
}

/** A tab that is there or about to be. */
export async function attachTab(chrome: Chrome, url: RegExp): Promise<View> {
  const context = await until(`a tab with ${url}`, async () => {
    const { contexts } = (await chrome.bidi.send("browsingContext.getTree", { maxDepth: 0 })) as {
      readonly contexts?: readonly { readonly context: string; readonly url: string }[];
    };
    return contexts?.find((one) => url.test(one.url))?.context;
  });
  return new View(chrome, context);
}
