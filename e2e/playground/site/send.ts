import type { RequestSpec, Via } from "../../servers/scenarios/scenario";

/** What the page's own script gets to know; never why. */
export interface Outcome {
  readonly ok: boolean;
  /** "status 200", "TypeError: Failed to fetch", "error event" ... */
  readonly text: string;
}

declare global {
  interface Window {
    /** Put there by a test that listens in: settles when it hears the newest worker or frame, which otherwise might send too early. */
    childIsHeard?: () => Promise<void>;
  }
}

interface Sending {
  readonly url: string;
  readonly request: RequestSpec;
  /** Fires when the scenario wants the request aborted. */
  readonly signal: AbortSignal | null;
}

const ok = (text: string): Outcome => ({ ok: true, text });
const failed = (text: string): Outcome => ({ ok: false, text });

function initOf({ request }: Sending): RequestInit {
  return {
    method: request.method ?? "GET",
    mode: request.mode ?? "cors",
    credentials: request.credentials ?? "same-origin",
    redirect: request.redirect ?? "follow",
    ...(request.headers === undefined ? {} : { headers: request.headers.map(([name, value]): [string, string] => [name, value]) }),
    ...(request.body === undefined ? {} : { body: request.body }),
  };
}

async function viaFetch(sending: Sending): Promise<Outcome> {
  try {
    const response = await fetch(sending.url, { ...initOf(sending), signal: sending.signal });
    await response.text();
    return ok(`status ${response.status}`);
  } catch (problem) {
    return failed(String(problem));
  }
}

function viaXhr({ url, request }: Sending): Promise<Outcome> {
  return new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    xhr.open(request.method ?? "GET", url);
    xhr.withCredentials = request.credentials === "include";
    for (const [name, value] of request.headers ?? []) xhr.setRequestHeader(name, value);
    if (request.uploadListener) xhr.upload.addEventListener("progress", () => {});
    xhr.onload = () => resolve(ok(`status ${xhr.status}`));
    xhr.onerror = () => resolve(failed(`error event, status ${xhr.status}`));
    xhr.send(request.body ?? null);
  });
}

const crossOrigin = (request: RequestSpec): "use-credentials" | "anonymous" | null =>
  request.mode === "no-cors" ? null : request.credentials === "include" ? "use-credentials" : "anonymous";

function viaElement<E extends HTMLScriptElement | HTMLImageElement>(element: E, { url, request }: Sending): Promise<Outcome> {
  return new Promise((resolve) => {
    element.crossOrigin = crossOrigin(request);
    element.addEventListener("load", () => resolve(ok("load event")));
    element.addEventListener("error", () => resolve(failed("error event")));
    element.src = url;
    if (element instanceof HTMLScriptElement) document.head.append(element);
  });
}

function moduleScript(): HTMLScriptElement {
  const element = document.createElement("script");
  element.type = "module";
  return element;
}

async function viaFont({ url }: Sending): Promise<Outcome> {
  try {
    await new FontFace("playground", `url("${url}")`).load();
    return ok("font loaded");
  } catch (problem) {
    return failed(String(problem));
  }
}

function viaEventSource({ url, request }: Sending): Promise<Outcome> {
  return new Promise((resolve) => {
    const source = new EventSource(url, { withCredentials: request.credentials === "include" });
    const end = (outcome: Outcome) => {
      source.close();
      resolve(outcome);
    };
    source.onopen = () => end(ok("open event"));
    source.onerror = () => end(failed("error event"));
  });
}

/** The few lines that run in the worker and in the frame: they say that they are there, wait for the word, send and tell the outcome. */
const elsewhere = (sending: Sending, say: string): string =>
  `onmessage = () => fetch(${JSON.stringify(sending.url)}, ${JSON.stringify(initOf(sending))})
    .then((response) => response.text().then(() => ({ ok: true, text: "status " + response.status })))
    .catch((problem) => ({ ok: false, text: String(problem) }))
    .then((outcome) => ${say}(outcome, "*"));
  ${say}("ready", "*");`;

type Said = "ready" | Outcome;

/** Left over from the run before. Ended only now: a worker or frame that goes at once takes along what it had yet to tell to DevTools. */
let endLastWorker = (): void => {};
let endLastFrame = (): void => {};

function viaWorker(sending: Sending): Promise<Outcome> {
  endLastWorker();
  return new Promise((resolve) => {
    const say = "((what) => postMessage(what))";
    const script = URL.createObjectURL(new Blob([elsewhere(sending, say)], { type: "text/javascript" }));
    const worker = new Worker(script);
    endLastWorker = () => worker.terminate();
    worker.onmessage = async ({ data }: MessageEvent<Said>) => {
      if (data !== "ready") {
        resolve(data);
        return;
      }
      URL.revokeObjectURL(script);
      await window.childIsHeard?.();
      worker.postMessage("go");
    };
  });
}

function viaSandboxedFrame(sending: Sending): Promise<Outcome> {
  endLastFrame();
  return new Promise((resolve) => {
    const frame = document.createElement("iframe");
    frame.sandbox.add("allow-scripts");
    frame.hidden = true;
    frame.srcdoc = `<!doctype html><script>${elsewhere(sending, "parent.postMessage").replaceAll("<", "\\u003c")}</script>`;
    const listen = async ({ data, source }: MessageEvent<Said>): Promise<void> => {
      if (source !== frame.contentWindow) return;
      if (data !== "ready") {
        resolve(data);
        return;
      }
      await window.childIsHeard?.();
      frame.contentWindow?.postMessage("go", "*");
    };
    addEventListener("message", listen);
    endLastFrame = () => {
      removeEventListener("message", listen);
      frame.remove();
    };
    document.body.append(frame);
  });
}

/** The other end of a channel whose first message is the outcome. */
function reply(): { readonly outcome: Promise<Outcome>; readonly port: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  const outcome = new Promise<Outcome>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<Outcome>) => resolve(data);
  });
  return { outcome, port: port2 };
}

let frame: Promise<HTMLIFrameElement> | undefined;

async function viaFrame(sending: Sending): Promise<Outcome> {
  frame ??= new Promise((resolve) => {
    const element = document.createElement("iframe");
    element.hidden = true;
    element.src = "/frame.html";
    element.addEventListener("load", () => resolve(element));
    document.body.append(element);
  });
  const { contentWindow } = await frame;
  const { outcome, port } = reply();
  contentWindow?.postMessage({ url: sending.url, init: initOf(sending) }, location.origin, [port]);
  return outcome;
}

let serviceWorker: Promise<ServiceWorker> | undefined;

/** Its scope is a folder that does not exist: it controls no page. */
async function registered(): Promise<ServiceWorker> {
  const { installing, active } = await navigator.serviceWorker.register("/serviceWorker.js", { scope: "/none/" });
  const worker = active ?? installing;
  if (worker === null) throw new Error("the service worker is neither there nor coming");
  if (worker.state === "activated") return worker;
  return new Promise((resolve) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve(worker);
    });
  });
}

async function viaServiceWorker(sending: Sending): Promise<Outcome> {
  serviceWorker ??= registered();
  const { outcome, port } = reply();
  (await serviceWorker).postMessage({ url: sending.url, init: initOf(sending) }, [port]);
  return outcome;
}

async function viaBeacon({ url, request }: Sending): Promise<Outcome> {
  const type = request.headers?.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "text/plain";
  return navigator.sendBeacon(url, new Blob([request.body ?? ""], { type }))
    ? ok("queued; a beacon's end is never told")
    : failed("not queued");
}

export const SEND: Readonly<Record<Via, (sending: Sending) => Promise<Outcome>>> = {
  fetch: viaFetch,
  xhr: viaXhr,
  script: (sending) => viaElement(document.createElement("script"), sending),
  module: (sending) => viaElement(moduleScript(), sending),
  image: (sending) => viaElement(new Image(), sending),
  font: viaFont,
  "event-source": viaEventSource,
  worker: viaWorker,
  "sandboxed-iframe": viaSandboxedFrame,
  beacon: viaBeacon,
};

/** Where else than in the page's own document a `fetch()` may run. */
export type Place = "worker" | "frame" | "service-worker";

export const SEND_FROM: Readonly<Record<Place, (sending: Sending) => Promise<Outcome>>> = {
  worker: viaWorker,
  frame: viaFrame,
  "service-worker": viaServiceWorker,
};
