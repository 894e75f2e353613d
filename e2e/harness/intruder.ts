import { createHash } from "node:crypto";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Another extension with every right that a user can give it, which tries to get into ours. */
export interface Intruder {
  readonly dir: string;
  readonly id: string;
  remove(): void;
}

/** What anybody can try against an extension: as a script, since it runs in pages, frames and content scripts of others. */
const TRY = `
async function tryEverything(target, messages, names) {
  const { runtime } = globalThis.chrome ?? {};
  if (runtime?.sendMessage === undefined) return { way: "none", answers: [] };
  const answers = [];
  const once = (start) => new Promise((resolve) => {
    try { start(resolve); } catch (problem) { resolve("threw: " + problem.message); }
  });
  for (const message of messages) {
    answers.push(await once((resolve) => runtime.sendMessage(target, message, (answer) => {
      const { lastError } = runtime;
      resolve(lastError ? "refused" : "answered: " + JSON.stringify(answer));
    })));
    for (const name of names) answers.push(await once((resolve) => {
      const port = runtime.connect(target, { name });
      port.onMessage.addListener((answer) => resolve("answered: " + JSON.stringify(answer)));
      port.onDisconnect.addListener(() => { void runtime.lastError; resolve("refused"); });
      port.postMessage(message);
    }));
  }
  return { way: "runtime", answers };
}`;

export function makeIntruder(target: string, messages: readonly unknown[], names: readonly string[]): Intruder {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "corscope-intruder-")));
  const write = (name: string, text: string): void => writeFileSync(join(dir, name), text);
  const all = JSON.stringify([target, messages, names]);
  write(
    "manifest.json",
    JSON.stringify({
      manifest_version: 3,
      name: "Intruder",
      version: "1",
      permissions: ["tabs", "storage", "scripting", "webRequest", "declarativeNetRequest", "management"],
      host_permissions: ["<all_urls>"],
      content_scripts: [{ matches: ["http://*/*"], js: ["content.js"], all_frames: true }],
    }),
  );
  write("page.html", `<!doctype html><title>Intruder</title><script src="page.js"></script><body></body>`);
  write("page.js", TRY);
  write(
    "content.js",
    `${TRY}\ntryEverything(...${all}).then((found) => { document.documentElement.dataset.intruder = JSON.stringify(found); });`,
  );
  return { dir, id: idOf(dir), remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Chromium names an extension after its key, an unpacked one without after its folder. */
export function idOf(keyOrFolder: Buffer | string): string {
  const hex = createHash("sha256").update(keyOrFolder).digest("hex").slice(0, 32);
  return hex.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}
