import type { LiveProof } from "../proof";
import { startServer } from "../server";
import { gunicorn, needsVenv, pinned } from "./python";

export const djangoCorsHeaders: LiveProof = {
  stack: "django-cors-headers",
  kind: "live",
  fast: true,
  needs: () => needsVenv("django", "gunicorn"),
  version: () => pinned("django", "Django", "django-cors-headers", "gunicorn"),
  start: (pieces) => startServer(pieces, gunicorn("django", "wsgi")),
  // Without its line the package allows PUT and DELETE: the list of methods narrows.
  needed: [/^CORS_ALLOWED_ORIGINS/, /^CORS_ALLOW_HEADERS/, /^CORS_ALLOW_CREDENTIALS/, /^MIDDLEWARE/],
  pitfalls: [
    {
      id: "middleware-last",
      shape: "delete-authorization",
      path: "/private",
      mistake: (app) => ({
        settings: `INSTALLED_APPS = [*INSTALLED_APPS, "corsheaders"]
MIDDLEWARE = [*MIDDLEWARE, "corsheaders.middleware.CorsMiddleware"]
CORS_ALLOWED_ORIGINS = ["${app}"]
`,
      }),
      reason: "PreflightMissingAllowOriginHeader",
    },
  ],
};
