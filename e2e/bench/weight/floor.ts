import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listenersFor, URLS } from "../../../src/capture/listeners";

/**
 * The least that an extension with our listeners can cost: the same events, filters and info flags, the same permissions, and nothing done.
 * Made of the list that the recorder registers, so that the two cannot drift apart.
 */
export function writeFloor(folder: string, extensionDir: string): string {
  const { permissions, host_permissions, minimum_chrome_version } = JSON.parse(
    readFileSync(join(extensionDir, "manifest.json"), "utf8"),
  ) as Record<string, unknown>;
  const manifest = {
    manifest_version: 3,
    name: "floor",
    version: "1",
    minimum_chrome_version,
    permissions,
    host_permissions,
    background: { service_worker: "worker.js" },
  };
  const lines = listenersFor("chrome").map(
    ({ event, types, info }) =>
      `chrome.webRequest.${event}.addListener(() => {}, ${JSON.stringify({ urls: URLS, types })}, ${JSON.stringify(info)});\n`,
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "worker.js"), lines.join(""));
  return folder;
}
