import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { LiveProof } from "../proof";
import { startServer } from "../server";
import { needsNode, versionsOf } from "./node";

const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

export const nestjs: LiveProof = {
  stack: "nestjs",
  kind: "live",
  fast: false,
  needs: needsNode,
  version: () => `${versionsOf([["NestJS", "@nestjs/core"]])} on ${versionsOf([["Express", "express"]])}`,
  start: (pieces) =>
    startServer(pieces, {
      base: "nestjs",
      under: "node",
      command: (_, port) => ({ file: process.execPath, args: ["--import", TSX, "main.ts"], env: { PORT: String(port) } }),
    }),
  needed: [/^ +origin:/, /^ +credentials:/],
  pitfalls: [
    {
      id: "after-listen",
      shape: "get",
      mistake: (app) => ({ "after-listen": `app.enableCors({ origin: "${app}" });` }),
      reason: "MissingAllowOriginHeader",
    },
    {
      id: "wildcard-with-cookies",
      shape: "get-cookies",
      mistake: () => ({ bootstrap: "app.enableCors();" }),
      reason: "WildcardOriginNotAllowed",
    },
  ],
};
