import type { LiveProof } from "../proof";
import { startNode } from "./node";

/** Every reply of the handler gets these; what it throws and what it does not route does not. */
const spreading = (headers: string): string =>
  `export const handler = async (event) => {\n  const reply = await handle(event);\n  return { ...reply, headers: { ...reply.headers, ${headers} } };\n};`;

export const awsLambdaNode: LiveProof = {
  stack: "aws-lambda-node",
  kind: "model",
  fast: true,
  needs: () => undefined,
  version: () => `Node.js ${process.versions.node}, events of version 1.0 and 2.0`,
  start: (pieces) => startNode("aws-lambda-node", pieces, "gateway.mjs"),
  needed: [
    /Access-Control-Allow-Origin/,
    /Access-Control-Allow-Credentials/,
    /Access-Control-Allow-Methods/,
    /Access-Control-Allow-Headers/,
    /method === "OPTIONS"/,
  ],
  pitfalls: [
    {
      id: "thrown-error",
      shape: "get",
      path: "/broken",
      mistake: (app) => ({ handler: spreading(`"Access-Control-Allow-Origin": "${app}"`) }),
      reason: "MissingAllowOriginHeader",
    },
    {
      id: "wildcard-with-cookies",
      shape: "get-cookies",
      mistake: () => ({ handler: spreading('"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": "true"') }),
      reason: "WildcardOriginNotAllowed",
    },
    {
      id: "options-not-answered",
      shape: "post-json",
      mistake: (app) => ({ handler: spreading(`"Access-Control-Allow-Origin": "${app}", "Access-Control-Allow-Headers": "content-type"`) }),
      reason: "PreflightInvalidStatus",
    },
  ],
};
