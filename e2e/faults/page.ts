import type { Ask } from "./kinds";

/** Runs in the page, alone: served as a script of its own, so types are all it may import. */

declare global {
  interface Window {
    traffic: { play(asks: readonly Ask[], width: number): Promise<void> };
  }
}

async function send({ url, method, via }: Ask): Promise<void> {
  if (via === "fetch") return void (await fetch(url, { method, ...(method === "GET" ? {} : { body: "x" }) }).then((reply) => reply.text()));
  const image = new Image();
  await new Promise((resolve) => {
    image.onload = image.onerror = resolve;
    image.src = url;
  });
}

window.traffic = {
  /** Settles when all are through, whatever became of them; at most `width` are under way. */
  async play(asks, width) {
    const left = [...asks];
    const lane = async (): Promise<void> => {
      for (let ask = left.shift(); ask !== undefined; ask = left.shift()) await send(ask).catch(() => undefined);
    };
    await Promise.all(Array.from({ length: width }, lane));
  },
};
document.documentElement.dataset.ready = "";
