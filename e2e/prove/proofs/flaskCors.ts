import type { LiveProof } from "../proof";
import { startServer } from "../server";
import { gunicorn, needsVenv, pinned } from "./python";

const call = (options: string): { cors: string } => ({ cors: `from flask_cors import CORS\n\nCORS(app, ${options})\n` });

export const flaskCors: LiveProof = {
  stack: "flask-cors",
  kind: "live",
  fast: true,
  needs: () => needsVenv("flask", "gunicorn"),
  version: () => pinned("flask", "Flask", "flask-cors", "gunicorn"),
  start: (pieces) => startServer(pieces, gunicorn("flask", "app:app")),
  // Without the other lines the package allows everybody, every method and every header: they narrow.
  needed: [/^ +supports_credentials=/],
  pitfalls: [
    {
      id: "slash-at-the-end",
      shape: "get",
      mistake: (app) => call(`origins=["${app}/"]`),
      reason: "MissingAllowOriginHeader",
    },
    {
      id: "resources-miss-the-path",
      shape: "get",
      mistake: (app) => call(`resources={r"/api/*": {"origins": ["${app}"]}}`),
      reason: "MissingAllowOriginHeader",
    },
  ],
};
