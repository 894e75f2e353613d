import type { LiveProof } from "../proof";
import { startNode } from "./node";

export const nodeHttp: LiveProof = {
  stack: "node-http",
  kind: "live",
  fast: true,
  needs: () => undefined,
  version: () => `Node.js ${process.versions.node}`,
  start: (pieces) => startNode("node-http", pieces),
  needed: [
    /Access-Control-Allow-Origin/,
    /Access-Control-Allow-Credentials/,
    /Access-Control-Allow-Methods/,
    /Access-Control-Allow-Headers/,
    /^if \(allowCors/,
  ],
  pitfalls: [
    {
      id: "some-methods-only",
      shape: "put-cookies",
      mistake: (app) => ({
        listener: `if (req.method === "PUT") res.setHeader("Access-Control-Allow-Origin", "${app}");`,
      }),
      reason: "PreflightMissingAllowOriginHeader",
    },
  ],
};
