import { join } from "../encode/lit";
import { py, pyList, pyNumber } from "../encode/python";
import type { Policy, Rendered, Stack } from "../policy";
import { admit } from "./admit";
import { withSafelisted } from "./methods";
import { habit, sign } from "./signs";
import { snippets } from "./snippets";

export const djangoCorsHeaders: Stack = {
  id: "django-cors-headers",
  title: "Django with django-cors-headers",
  family: "app",
  language: "python",
  install: "pip install django-cors-headers",
  placement:
    "The middleware has to come before every other one that can answer. A page that sends cookies with POST, PUT or DELETE also needs its origin in CSRF_TRUSTED_ORIGINS, and cookies with SameSite=None and Secure.",
  restart: "Restart the server.",
  docs: "https://github.com/adamchainz/django-cors-headers",
  pitfalls: [
    {
      id: "middleware-last",
      text: "Below a middleware that answers by itself (a login, a redirect to https), CorsMiddleware never sees the preflight: it stays first in MIDDLEWARE.",
    },
  ],
  likely: (reply) =>
    Math.max(sign(reply, "Server", /wsgiserver/i, 0.9), sign(reply, "Server", /gunicorn/i, 0.4), habit(reply, DJANGO, 0.8)),
  render,
};

/** What Django's SecurityMiddleware and XFrameOptionsMiddleware say by default. */
const DJANGO = { "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "X-Content-Type-Options": "nosniff" };

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge } = admission.policy;
  const lines = [
    origins === null ? py`CORS_ALLOW_ALL_ORIGINS = True` : py`CORS_ALLOWED_ORIGINS = ${pyList(origins)}`,
    // The package's own defaults allow every method and a dozen headers: both lists are always written.
    py`CORS_ALLOW_METHODS = ${pyList(withSafelisted(methods))}`,
    py`CORS_ALLOW_HEADERS = ${pyList(headers)}`,
  ];
  if (exposed.length > 0) lines.push(py`CORS_EXPOSE_HEADERS = ${pyList(exposed)}`);
  if (credentialsUnsure) lines.push(py`CORS_ALLOW_CREDENTIALS = True  # can be dropped if the call does not send credentials`);
  else if (credentials) lines.push(py`CORS_ALLOW_CREDENTIALS = True`);
  if (maxAge !== null) lines.push(py`CORS_PREFLIGHT_MAX_AGE = ${pyNumber(maxAge)}`);
  return snippets([
    { file: "settings.py", where: "at the end, below INSTALLED_APPS and MIDDLEWARE", slot: "settings" },
    py`INSTALLED_APPS = [*INSTALLED_APPS, "corsheaders"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", *MIDDLEWARE]
${join(lines, "\n")}
`,
  ]);
}
