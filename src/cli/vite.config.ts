import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import manifest from "../../manifest.json" with { type: "json" };

/** One file for plain Node: no dependency at run time, so `node dist/cli/corscope.js` works wherever it is copied to. */
export default defineConfig({
  define: { __VERSION__: JSON.stringify(manifest.version) },
  publicDir: false,
  build: {
    ssr: fileURLToPath(new URL("corscope.ts", import.meta.url)),
    outDir: fileURLToPath(new URL("../../dist/cli", import.meta.url)),
    emptyOutDir: true,
    target: "node20",
    minify: false,
    rolldownOptions: { output: { entryFileNames: "corscope.js", format: "es" } },
  },
});
