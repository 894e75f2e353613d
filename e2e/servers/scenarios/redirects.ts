import {
  allowCredentials,
  allowHeaders,
  allowMethods,
  allowOrigin,
  blocked,
  blockedWithPreflight,
  get,
  group,
  json,
  put,
  reply,
} from "./write";

const EXACT = allowOrigin("{origin}");
const ANY = allowOrigin("*");
const to = (url: string) => ["Location", url] as const;

export const REDIRECTS = group("Redirects", [
  [
    "redirect-without-headers",
    "Redirect without CORS headers",
    "A GET; the API redirects to its new address, and only the new address sends CORS headers.",
    get(),
    [{ reply: reply(302, to("{other}{next}")) }],
    blocked("MissingAllowOriginHeader"),
  ],
  [
    "redirect-target-without-headers",
    "Redirect target without CORS headers",
    "A GET; the redirect is fine, the address it leads to sends no CORS header.",
    get(),
    [{ reply: reply(302, ANY, to("{api}{next}")) }, { reply: json(200) }],
    blocked("MissingAllowOriginHeader"),
  ],
  [
    "redirect-tainted-origin",
    "Redirect over two sites makes Origin null",
    "A GET; api.test redirects to other.test, so that the browser asks there with Origin: null and the page's origin no longer matches.",
    get(),
    [{ reply: reply(302, EXACT, to("{other}{next}")) }, { reply: json(200, EXACT) }],
    blocked("AllowOriginMismatch", { failedParameter: "{origin}" }),
  ],
  [
    "redirect-own-to-cross",
    "Own server redirects to another origin",
    "A GET to the page's own server, which redirects to the API; the API sends no CORS header.",
    get({ to: "page" }),
    [{ reply: reply(302, to("{api}{next}")) }, { reply: json(200) }],
    blocked("MissingAllowOriginHeader"),
  ],
  [
    "redirect-login",
    "Redirect to the login page",
    "A GET with credentials whose session has ended; the redirect to the login has no CORS headers.",
    get({ credentials: "include" }),
    [{ reply: reply(302, to("{other}/login")) }],
    blocked("MissingAllowOriginHeader"),
  ],
  [
    "redirect-with-password",
    "Redirect to a URL with a password",
    "A GET; the redirect is allowed, but its Location carries user and password.",
    get(),
    [{ reply: reply(302, EXACT, allowCredentials(), to("http://user:secret@{otherHost}{next}")) }],
    blocked("RedirectContainsCredentials"),
  ],
  [
    "redirect-second-preflight",
    "Preflight refused after a redirect",
    "A PUT; the first server passes and redirects with 307, the second refuses the method at a preflight of its own.",
    put(),
    [
      { preflight: reply(204, EXACT, allowMethods("PUT")), reply: reply(307, EXACT, to("{other}{next}")) },
      { preflight: reply(204, allowOrigin("null"), allowCredentials(), allowMethods("GET")) },
    ],
    blockedWithPreflight("MethodDisallowedByPreflightResponse", { failedParameter: "PUT" }),
  ],
  [
    "redirect-second-preflight-origin",
    "Preflight after a redirect, Origin null",
    "A GET with a custom header; the redirect leads to another site, whose preflight names the page's origin and not null.",
    get({ headers: [["X-Trace-Id", "42"]] }),
    [
      { preflight: reply(204, EXACT, allowHeaders("x-trace-id")), reply: reply(302, EXACT, to("{other}{next}")) },
      { preflight: reply(204, EXACT, allowHeaders("x-trace-id")) },
    ],
    blockedWithPreflight("PreflightAllowOriginMismatch", { failedParameter: "{origin}" }),
  ],
]);
