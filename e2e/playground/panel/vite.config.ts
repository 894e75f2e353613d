import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

const PANEL = "/e2e/playground/panel/";

/** So that the address which Vite prints opens the panel. */
const frontDoor: Plugin = {
  name: "front-door",
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const [path, query = ""] = (request.url ?? "").split("?");
      if (path !== "/") return next();
      response.writeHead(302, { Location: query === "" ? PANEL : `${PANEL}?${query}` });
      response.end();
    });
  },
};

/** Apart from the extension's own config: no manifest, no crx, one ordinary page. */
export default defineConfig({
  // The repository is the root, because the pages link style sheets of src/ and a server leads nobody above its root.
  root: repository,
  publicDir: `${repository}/public`,
  cacheDir: `${repository}/node_modules/.vite-playground`,
  plugins: [frontDoor],
  define: { __TARGET__: JSON.stringify("chrome"), __VERSION__: JSON.stringify("0.0.0-playground") },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
