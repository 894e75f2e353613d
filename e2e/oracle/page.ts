import type { Ask } from "./case";

/** Runs in the page, alone: served as a script of its own, so types are all it may import. */

export interface Play {
  /** Names the case in every URL of it. */
  readonly key: string;
  readonly url: string;
  readonly asks: readonly Ask[];
  /** How many URLs its chain has. */
  readonly hops: number;
  /** Both at once; else one after the other. */
  readonly along: boolean;
}

declare global {
  interface Window {
    oracle: { prepare(): Promise<void>; play(plays: readonly Play[], width: number, aloud: boolean): Promise<string[]> };
    /** Settles when the test hears the newest worker or frame. */
    childIsHeard?: () => Promise<void>;
  }
}

/** Whether the page got the reply; null where what it loads says nothing about that. */
export type Outcome = boolean | null;

type Send = (url: string, ask: Ask) => Promise<Outcome>;

const initOf = ({ method, headers, credentials, body }: Ask): RequestInit => ({
  method,
  credentials,
  mode: "cors",
  headers: headers.map(([name, value]): [string, string] => [name, value]),
  ...(body === null ? {} : { body }),
});

const viaFetch: Send = async (url, ask) => {
  await (await fetch(url, initOf(ask))).text();
  return true;
};

const viaXhr: Send = (url, ask) =>
  new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    xhr.open(ask.method, url);
    xhr.withCredentials = ask.credentials === "include";
    for (const [name, value] of ask.headers) xhr.setRequestHeader(name, value);
    if (ask.upload) xhr.upload.addEventListener("progress", () => {});
    xhr.onloadend = () => resolve(xhr.status > 0);
    xhr.send(ask.body);
  });

const viaElement = (element: HTMLImageElement | HTMLScriptElement, url: string, { credentials }: Ask): Promise<null> =>
  new Promise((resolve) => {
    element.crossOrigin = credentials === "include" ? "use-credentials" : "anonymous";
    element.onload = () => resolve(null);
    element.onerror = () => resolve(null);
    element.src = url;
    if (element instanceof HTMLScriptElement) document.head.append(element);
  });

const viaModule: Send = (url, ask) => viaElement(Object.assign(document.createElement("script"), { type: "module" }), url, ask);

const viaEventSource: Send = (url, { credentials }) =>
  new Promise((resolve) => {
    const source = new EventSource(url, { withCredentials: credentials === "include" });
    source.onopen = source.onerror = () => {
      source.close();
      resolve(null);
    };
  });

/** What runs in the worker and in the sandboxed frame; both live as long as the page, since the test has to hear them before they send. */
const CHILD = `const say = SAY;
onmessage = ({ data: { id, url, init } }) =>
  fetch(url, init).then((response) => response.text()).then(() => true, () => false).then((ok) => say({ id, ok }));
say({ id: -1 });`;

interface Said {
  readonly id: number;
  readonly ok?: boolean;
}

/** Sends through a child that answers each message with another of the same id. */
function viaChild(post: (message: unknown) => void): { send: Send; hear(said: Said): void; ready: Promise<unknown> } {
  const waiting = new Map<number, (ok: Outcome) => void>();
  const ready = new Promise((resolve) => waiting.set(-1, resolve));
  let last = 0;
  return {
    ready,
    send: (url, ask) =>
      new Promise((resolve) => {
        const id = last++;
        waiting.set(id, resolve);
        post({ id, url, init: initOf(ask) });
      }),
    hear: ({ id, ok }) => waiting.get(id)?.(ok ?? null),
  };
}

async function openWorker(): Promise<Send> {
  const script = URL.createObjectURL(new Blob([CHILD.replace("SAY", "(data) => postMessage(data)")], { type: "text/javascript" }));
  const worker = new Worker(script);
  const child = viaChild((message) => worker.postMessage(message));
  worker.onmessage = ({ data }: MessageEvent<Said>) => child.hear(data);
  await child.ready;
  return child.send;
}

async function openSandbox(): Promise<Send> {
  const frame = document.createElement("iframe");
  frame.sandbox.add("allow-scripts");
  const child = viaChild((message) => frame.contentWindow?.postMessage(message, "*"));
  addEventListener("message", ({ data, source }: MessageEvent<Said>) => {
    if (source === frame.contentWindow) child.hear(data);
  });
  frame.srcdoc = `<!doctype html><script>${CHILD.replace("SAY", '(data) => parent.postMessage(data, "*")')}</script>`;
  document.body.append(frame);
  await child.ready;
  return child.send;
}

const send = new Map<string, Send>([
  ["fetch", viaFetch],
  ["xhr", viaXhr],
  ["image", (url, ask) => viaElement(new Image(), url, ask)],
  ["script", (url, ask) => viaElement(document.createElement("script"), url, ask)],
  ["module", viaModule],
  // What is sent is no font: it never loads.
  [
    "font",
    (url) =>
      new FontFace("oracle", `url("${url}")`).load().then(
        () => null,
        () => null,
      ),
  ],
  ["event-source", viaEventSource],
]);

window.oracle = {
  async prepare() {
    for (const [via, open] of [["worker", openWorker] as const, ["sandbox", openSandbox] as const]) {
      send.set(via, await open());
      await window.childIsHeard?.();
    }
  },
  /**
   * Plays them all, `width` at a time, and tells what could not be sent at all: a case that asks for what no page may. `aloud`: says in the
   * browser's console, among what the browser says there, when a request is over and whether the page got its reply.
   */
  async play(plays, width, aloud) {
    const left = [...plays];
    const failed: string[] = [];
    const one = async (url: string, ask: Ask, attempt: number): Promise<void> => {
      const outcome = await (send.get(ask.via) as Send)(url, ask).catch((problem: unknown) => {
        if (!/Failed to fetch|network ?error/i.test(String(problem))) failed.push(`${url} ${problem}`);
        return false;
      });
      if (aloud) reportError(`oracle ${JSON.stringify({ url, attempt, outcome })}`);
    };
    const lane = async (): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const { url, asks, along } = next;
        if (along) await Promise.all(asks.map((ask, attempt) => one(url, ask, attempt)));
        else for (const [attempt, ask] of asks.entries()) await one(url, ask, attempt);
      }
    };
    await Promise.all(Array.from({ length: width }, lane));
    return failed;
  },
};
