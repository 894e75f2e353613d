import type { LiveProof } from "../proof";
import { needsNode, startNode, versionsOf } from "./node";

const withCors = (pattern: string, app: string): string =>
  `import { cors } from "hono/cors";\napp.use("${pattern}", cors({ origin: "${app}" }));`;

export const hono: LiveProof = {
  stack: "hono",
  kind: "live",
  fast: true,
  needs: needsNode,
  version: () => `${versionsOf([["Hono", "hono"]])} on Node.js ${process.versions.node}`,
  start: (pieces) => startNode("hono", pieces),
  needed: [/^ +origin:/, /^ +credentials:/],
  pitfalls: [
    {
      id: "path-pattern",
      shape: "get",
      mistake: (app) => ({ middleware: withCors("/api/*", app) }),
      reason: "MissingAllowOriginHeader",
    },
    {
      id: "after-routes",
      shape: "get",
      mistake: (app) => ({ "after-routes": withCors("*", app) }),
      reason: "MissingAllowOriginHeader",
    },
  ],
};
