import type { LiveProof, PitfallPair } from "../proof";
import { needsNode, startNode, versionsOf } from "./node";

const IMPORT = 'import cors from "cors";';
const withCors = (options: string): string => `${IMPORT}\napp.use(cors(${options}));`;

const pitfalls: readonly PitfallPair[] = [
  {
    id: "after-login",
    shape: "delete-authorization",
    path: "/private",
    mistake: (app) => ({ "after-login": withCors(`{ origin: "${app}" }`) }),
    reason: "PreflightMissingAllowOriginHeader",
  },
  {
    id: "after-routes",
    shape: "get",
    mistake: (app) => ({ "after-routes": withCors(`{ origin: "${app}" }`) }),
    reason: "MissingAllowOriginHeader",
  },
  { id: "wildcard-with-cookies", shape: "get-cookies", mistake: () => ({ middleware: withCors("") }), reason: "WildcardOriginNotAllowed" },
  {
    id: "one-route-only",
    shape: "put-cookies",
    mistake: () => ({ "after-login": `${IMPORT}\napp.get("/items", cors(), (_, res) => res.json({}));` }),
    reason: "PreflightMissingAllowOriginHeader",
  },
  {
    id: "refusal-by-error",
    shape: "get",
    mistake: () => ({
      middleware: withCors(
        '{ origin: (origin, done) => (origin === "https://other.example" ? done(null, true) : done(new Error("Not allowed by CORS"))) }',
      ),
    }),
    reason: "MissingAllowOriginHeader",
  },
  {
    id: "slash-at-the-end",
    shape: "get",
    mistake: (app) => ({ middleware: withCors(`{ origin: "${app}/" }`) }),
    reason: "AllowOriginMismatch",
  },
];

export const expressCors: LiveProof = {
  stack: "express-cors",
  kind: "live",
  fast: true,
  needs: needsNode,
  version: () =>
    versionsOf([
      ["Express", "express"],
      ["cors", "cors"],
    ]),
  start: (pieces) => startNode("express", pieces),
  // Without its line the package reflects every header and allows PUT: these two narrow, so they are not needed to pass.
  needed: [/^ +origin:/, /^ +credentials:/],
  pitfalls,
};

const manual = (line: string): string => `app.use((req, res, next) => {\n  ${line}\n  next();\n});`;

export const expressManual: LiveProof = {
  stack: "express-manual",
  kind: "live",
  fast: true,
  needs: needsNode,
  version: () => versionsOf([["Express", "express"]]),
  start: (pieces) => startNode("express", pieces),
  needed: [
    /Access-Control-Allow-Origin/,
    /Access-Control-Allow-Credentials/,
    /Access-Control-Allow-Methods/,
    /Access-Control-Allow-Headers/,
    /^app\.use\(allowCors\)/,
  ],
  pitfalls: [
    {
      id: "wildcard-with-cookies",
      shape: "get-cookies",
      mistake: () => ({
        middleware: manual('res.set({ "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": "true" });'),
      }),
      reason: "WildcardOriginNotAllowed",
    },
    {
      id: "get-only",
      shape: "put-cookies",
      mistake: (app) => ({
        middleware: manual(
          `if (req.method === "GET") res.set({ "Access-Control-Allow-Origin": "${app}", "Access-Control-Allow-Credentials": "true" });`,
        ),
      }),
      reason: "PreflightMissingAllowOriginHeader",
    },
    {
      id: "fixed-origin",
      shape: "get-cookies",
      mistake: () => ({
        middleware: manual(
          'res.set({ "Access-Control-Allow-Origin": "https://other.example", "Access-Control-Allow-Credentials": "true" });',
        ),
      }),
      reason: "AllowOriginMismatch",
    },
  ],
};
