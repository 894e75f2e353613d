import { js, jsString } from "../encode/javascript";
import type { Stack } from "../policy";
import { DEV_PROXY_PLACEMENT, devTarget } from "./devProxy";
import { snippets } from "./snippets";

export const viteProxy: Stack = {
  id: "vite-proxy",
  title: "Vite's development server as a proxy",
  family: "dev",
  language: "javascript",
  install: "",
  placement: DEV_PROXY_PLACEMENT,
  restart: "Vite restarts by itself when its configuration is saved.",
  docs: "https://vite.dev/config/server-options#server-proxy",
  pitfalls: [{ id: "absolute-url", text: "A call that keeps the absolute URL goes past the proxy and stays blocked." }],
  render: (policy, server) => {
    const found = devTarget(policy, server);
    if (!found.ok) return found;
    return snippets([
      { file: "vite.config.js", where: "inside server: { }", slot: "server" },
      js`proxy: {
  "/api": {
    target: ${jsString(found.target)},
    changeOrigin: true,
    rewrite: (path) => path.replace(/^\\/api/, ""),
  },
},
`,
    ]);
  },
};
