import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

/** Apart from the extension's own config: no manifest, no crx, one ordinary page. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  publicDir: `${repository}/public`,
  cacheDir: `${repository}/node_modules/.vite-playground`,
  define: { __TARGET__: JSON.stringify("chrome"), __VERSION__: JSON.stringify("0.0.0-playground") },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  server: { fs: { allow: [repository] } },
});
