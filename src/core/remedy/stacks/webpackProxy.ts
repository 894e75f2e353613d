import { js, jsString } from "../encode/javascript";
import type { Stack } from "../policy";
import { DEV_PROXY_PLACEMENT, devTarget } from "./devProxy";
import { snippets } from "./snippets";

export const webpackProxy: Stack = {
  id: "webpack-proxy",
  title: "webpack-dev-server as a proxy",
  family: "dev",
  language: "javascript",
  install: "",
  placement: DEV_PROXY_PLACEMENT,
  restart: "Restart the development server. Version 5 takes a list; until version 4 it was an object.",
  docs: "https://webpack.js.org/configuration/dev-server/#devserverproxy",
  pitfalls: [{ id: "absolute-url", text: "A call that keeps the absolute URL goes past the proxy and stays blocked." }],
  render: (policy, server) => {
    const found = devTarget(policy, server);
    if (!found.ok) return found;
    return snippets([
      { file: "webpack.config.js", where: "inside devServer: { }", slot: "server" },
      js`proxy: [
  {
    context: ["/api"],
    target: ${jsString(found.target)},
    changeOrigin: true,
    pathRewrite: { "^/api": "" },
  },
],
`,
    ]);
  },
};
