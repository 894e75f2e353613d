import type { LiveProof } from "../proof";
import { needsNode, startNode, versionsOf } from "./node";

const IMPORT = 'import cors from "@fastify/cors";';

export const fastify: LiveProof = {
  stack: "fastify",
  kind: "live",
  fast: true,
  needs: needsNode,
  version: () =>
    versionsOf([
      ["Fastify", "fastify"],
      ["@fastify/cors", "@fastify/cors"],
    ]),
  start: (pieces) => startNode("fastify", pieces),
  needed: [/^ +origin:/, /^ +credentials:/, /^ +methods:/],
  pitfalls: [
    {
      id: "default-methods",
      shape: "put-cookies",
      mistake: (app) => ({ plugin: `${IMPORT}\nawait fastify.register(cors, { origin: "${app}", credentials: true });` }),
      reason: "MethodDisallowedByPreflightResponse",
    },
    {
      id: "encapsulated",
      shape: "get",
      mistake: (app) => ({
        plugin: `${IMPORT}\nawait fastify.register(async (inner) => {\n  await inner.register(cors, { origin: "${app}" });\n});`,
      }),
      reason: "MissingAllowOriginHeader",
    },
    {
      id: "wildcard-with-cookies",
      shape: "get-cookies",
      mistake: () => ({ plugin: `${IMPORT}\nawait fastify.register(cors, { credentials: true });` }),
      reason: "WildcardOriginNotAllowed",
    },
  ],
};
