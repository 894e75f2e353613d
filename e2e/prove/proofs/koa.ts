import type { LiveProof } from "../proof";
import { needsNode, startNode, versionsOf } from "./node";

const withCors = (options: string): string => `import cors from "@koa/cors";\napp.use(cors(${options}));`;

export const koa: LiveProof = {
  stack: "koa",
  kind: "live",
  fast: true,
  needs: needsNode,
  version: () =>
    versionsOf([
      ["Koa", "koa"],
      ["@koa/cors", "@koa/cors"],
    ]),
  start: (pieces) => startNode("koa", pieces),
  // Without `origin` the package echoes whoever asks: that line keeps strangers out rather than letting anybody in.
  needed: [/^ +credentials:/],
  pitfalls: [
    {
      id: "list-of-origins",
      shape: "get",
      mistake: (app) => ({ middleware: withCors(`{ origin: ["${app}", "https://other.example"] }`) }),
      reason: "MultipleAllowOriginValues",
    },
    {
      id: "after-routes",
      shape: "get",
      mistake: (app) => ({ "after-routes": withCors(`{ origin: "${app}" }`) }),
      reason: "MissingAllowOriginHeader",
    },
  ],
};
