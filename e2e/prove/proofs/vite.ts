import { join } from "node:path";
import type { DevProof, LiveProof, Pieces, Running } from "../proof";
import { STACKS_FOLDER, startServer } from "../server";
import { needsNode, versionsOf } from "./node";

function startVite(pieces: Pieces): Promise<Running> {
  return startServer(pieces, {
    base: "vite",
    under: "node",
    command: (_, port) => ({
      file: process.execPath,
      args: [join(STACKS_FOLDER, "node/node_modules/vite/bin/vite.js"), "--port", String(port), "--strictPort"],
    }),
  });
}

export const viteProxy: DevProof = {
  stack: "vite-proxy",
  kind: "live",
  dev: true,
  page: "/items",
  needs: needsNode,
  version: () => versionsOf([["Vite", "vite"]]),
  start: startVite,
};

export const webpackProxy: DevProof = {
  stack: "webpack-proxy",
  kind: "live",
  dev: true,
  page: "/main.js",
  needs: needsNode,
  version: () =>
    versionsOf([
      ["webpack-dev-server", "webpack-dev-server"],
      ["webpack", "webpack"],
    ]),
  start: (pieces) =>
    startServer(pieces, {
      base: "webpack",
      under: "node",
      command: (_, port) => ({ file: process.execPath, args: [join(STACKS_FOLDER, "node/webpackServe.mjs"), String(port)] }),
    }),
};

export const viteCors: LiveProof = {
  stack: "vite-cors",
  kind: "live",
  fast: true,
  needs: needsNode,
  version: () => versionsOf([["Vite", "vite"]]),
  start: startVite,
  needed: [/^ +origin:/, /^ +credentials:/],
  pitfalls: [{ id: "cors-true", shape: "get-cookies", mistake: () => ({ server: "cors: true," }), reason: "WildcardOriginNotAllowed" }],
};
