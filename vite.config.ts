import { crx, type ManifestV3Export } from "@crxjs/vite-plugin";
import { defineConfig } from "vite";
import base from "./manifest.json" with { type: "json" };

type Target = "chrome" | "firefox";

/** One manifest for both stores: Chromium's is written down, Firefox's is derived from it. */
function manifestFor(target: Target): ManifestV3Export {
  if (target === "chrome") return base as ManifestV3Export;
  const { key: _key, minimum_chrome_version: _minimum, background, ...shared } = base;
  return {
    ...shared,
    // Firefox has no split: one event page hears private windows too, and keeps them apart itself.
    incognito: "spanning",
    background: { scripts: [background.service_worker], type: "module" },
    browser_specific_settings: {
      // Desktop only: no gecko_android, since Firefox for Android has no DevTools panels.
      gecko: { id: "corscope@corscope.dev", strict_min_version: "142.0", data_collection_permissions: { required: ["none"] } },
    },
  } as unknown as ManifestV3Export;
}

export default defineConfig(({ mode }) => {
  const target: Target = mode === "firefox" ? "firefox" : "chrome";
  return {
    define: { __TARGET__: JSON.stringify(target), __VERSION__: JSON.stringify(base.version) },
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    plugins: [crx({ manifest: manifestFor(target), browser: target })],
    build: {
      outDir: `dist/${target}`,
      emptyOutDir: true,
      // Below chrome123 the CSS minifier rewrites `color-scheme: light dark` so that it follows the system instead of DevTools.
      target: target === "chrome" ? "chrome130" : "firefox142",
      modulePreload: false,
      // The panel is named in no manifest key, so nothing but this line gets it built.
      rolldownOptions: { input: { panel: "src/panel/index.html" } },
    },
  };
});
