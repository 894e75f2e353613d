import { join } from "node:path";
import type { LiveProof } from "../proof";
import { STACKS_FOLDER, startServer } from "../server";
import { needsNode, versionsOf } from "./node";

export const viteCors: LiveProof = {
  stack: "vite-cors",
  kind: "live",
  fast: true,
  needs: needsNode,
  version: () => versionsOf([["Vite", "vite"]]),
  start: (pieces) =>
    startServer(pieces, {
      base: "vite",
      under: "node",
      command: (_, port) => ({
        file: process.execPath,
        args: [join(STACKS_FOLDER, "node/node_modules/vite/bin/vite.js"), "--port", String(port), "--strictPort"],
      }),
    }),
  needed: [/^ +origin:/, /^ +credentials:/],
  pitfalls: [{ id: "cors-true", shape: "get-cookies", mistake: () => ({ server: "cors: true," }), reason: "WildcardOriginNotAllowed" }],
};
