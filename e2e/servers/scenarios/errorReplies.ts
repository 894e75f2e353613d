import { allowHeaders, allowMethods, allowOrigin, blocked, blockedWithPreflight, get, group, json, reply, withHeader } from "./write";

export const ERROR_REPLIES = group("Error replies", [
  [
    "error-500",
    "500 without CORS headers",
    "A GET; the server breaks, and its error page is made before the CORS layer.",
    get(),
    [{ reply: { ...reply(500, ["Content-Type", "text/html"]), body: "<h1>Internal Server Error</h1>" } }],
    blocked("MissingAllowOriginHeader"),
  ],
  [
    "error-502",
    "502 from the proxy",
    "A GET; the application is down, the proxy's own error page knows nothing of CORS.",
    get(),
    [{ reply: { ...reply(502, ["Server", "nginx"], ["Content-Type", "text/html"]), body: "<h1>502 Bad Gateway</h1>" } }],
    blocked("MissingAllowOriginHeader"),
  ],
  [
    "error-404",
    "404 without CORS headers",
    "A GET to a path that does not exist; the fallback handler sends no CORS header.",
    get(),
    [{ reply: reply(404) }],
    blocked("MissingAllowOriginHeader"),
  ],
  [
    "error-401",
    "401 without CORS headers",
    "A GET with a token that has run out; the preflight passes, the 401 itself has no CORS header.",
    withHeader(["Authorization", "Bearer expired"]),
    [
      {
        preflight: reply(204, allowOrigin("{origin}"), allowHeaders("authorization")),
        reply: reply(401, ["WWW-Authenticate", 'Bearer error="invalid_token"']),
      },
    ],
    blockedWithPreflight("MissingAllowOriginHeader"),
  ],
  [
    "error-429",
    "429 from the gateway",
    "A GET too many; the rate limiter in front of the server answers without CORS headers.",
    get(),
    [{ reply: reply(429, ["Retry-After", "30"]) }],
    blocked("MissingAllowOriginHeader"),
  ],
  [
    "post-executed",
    "POST done, reply blocked",
    "A POST of plain text needs no preflight: the server has stored the order, only the page may not read the reply.",
    get({ method: "POST", headers: [["Content-Type", "text/plain"]], body: "order=1" }),
    [{ reply: json(201) }],
    blocked("MissingAllowOriginHeader"),
  ],
  [
    "upload-413",
    "413 without CORS headers",
    "A POST of JSON passes its preflight; the body is too large for the proxy, whose answer has no CORS header.",
    get({ method: "POST", headers: [["Content-Type", "application/json"]], body: '{"large":true}' }),
    [
      {
        preflight: reply(204, allowOrigin("*"), allowMethods("POST"), allowHeaders("content-type")),
        reply: reply(413, ["Server", "nginx"]),
      },
    ],
    blockedWithPreflight("MissingAllowOriginHeader"),
  ],
]);
