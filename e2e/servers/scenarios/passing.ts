import {
  allowCredentials,
  allowHeaders,
  allowMethods,
  allowOrigin,
  get,
  group,
  json,
  maxAge,
  passes,
  put,
  reply,
  withHeader,
} from "./write";

const EXACT = allowOrigin("{origin}");
const ANY = allowOrigin("*");
const seen = passes({ preflight: "seen" });

export const PASSING = group("Passing", [
  ["pass-wildcard", "Simple GET and *", "A plain GET; the server allows every origin.", get(), [{ reply: json(200, ANY) }], passes()],
  [
    "pass-loopback",
    "Server on this machine",
    "A plain GET to 127.0.0.1; the server names the page's origin.",
    get({ to: "loopback" }),
    [{ reply: json(200, EXACT, ["Vary", "Origin"]) }],
    passes(),
  ],
  [
    "pass-credentials",
    "Exact origin with credentials",
    "A GET with credentials; the server names the origin and allows credentials.",
    get({ credentials: "include" }),
    [{ reply: json(200, EXACT, allowCredentials(), ["Vary", "Origin"]) }],
    passes(),
  ],
  [
    "pass-cookie",
    "A cookie to a subdomain",
    "A session cookie travels; the server names the origin and allows credentials.",
    get({ credentials: "include", to: "sibling", cookie: true }),
    [{ reply: json(200, EXACT, allowCredentials(), ["Vary", "Origin"]) }],
    passes(),
  ],
  [
    "pass-put",
    "PUT with preflight",
    "A PUT; the preflight lists it, the reply names the origin.",
    put(),
    [{ preflight: reply(204, EXACT, allowMethods("GET, PUT")), reply: json(200, EXACT) }],
    seen,
  ],
  [
    "pass-put-cached",
    "Second PUT, preflight cached",
    "Two PUTs to one URL; the answer to the first preflight is kept for ten minutes and saves the second.",
    put({ warmUp: true }),
    [{ preflight: reply(204, EXACT, allowMethods("PUT"), maxAge("600")), reply: json(200, EXACT) }],
    passes({ preflight: "cached" }),
  ],
  [
    "pass-method-wildcard",
    "Methods * without credentials",
    "A PUT without credentials; * stands for every method.",
    put({ credentials: "omit" }),
    [{ preflight: reply(204, ANY, allowMethods("*")), reply: json(200, ANY) }],
    seen,
  ],
  [
    "pass-authorization-wildcard",
    "Authorization under headers *",
    "A GET with a token; the server allows all headers with *, which browsers still accept for Authorization.",
    withHeader(["Authorization", "Bearer playground"]),
    [{ preflight: reply(204, EXACT, allowHeaders("*")), reply: json(200, EXACT) }],
    seen,
  ],
  [
    "pass-redirect",
    "Redirect over two sites and *",
    "A GET; both the redirect and its target allow every origin.",
    get(),
    [{ reply: reply(302, ANY, ["Location", "{other}{next}"]) }, { reply: json(200, ANY) }],
    passes(),
  ],
  [
    "pass-500",
    "500 with CORS headers",
    "A GET; the server breaks, but its error carries CORS headers, so that the page can read it.",
    get(),
    [{ reply: json(500, EXACT) }],
    passes(),
  ],
  [
    "pass-same-origin",
    "Same origin",
    "A GET to the page's own server: no CORS at all, Corscope only counts it.",
    get({ to: "page" }),
    [{ reply: json(200) }],
    passes({ recorded: false }),
  ],
  [
    "pass-no-cors-image",
    "Image without crossorigin",
    "An ordinary image from another origin: shown without CORS, Corscope only counts it.",
    get({ via: "image", mode: "no-cors" }),
    [
      {
        reply: {
          ...reply(200, ["Content-Type", "image/svg+xml"]),
          body: '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
        },
      },
    ],
    passes({ recorded: false }),
  ],
]);
