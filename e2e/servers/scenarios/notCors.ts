import { allowMethods, allowOrigin, get, group, json, notCors, put, reply } from "./write";

const ANY = allowOrigin("*");

export const NOT_CORS = group("Not CORS", [
  [
    "connection-refused",
    "Connection refused",
    "A GET to a port where nothing listens.",
    get({ to: "closed" }),
    [],
    notCors("connection-refused", "net::ERR_CONNECTION_REFUSED"),
  ],
  [
    "dns",
    "Unknown host",
    "A GET to a host name that does not exist.",
    get({ to: "nowhere" }),
    [],
    notCors("dns", "net::ERR_NAME_NOT_RESOLVED"),
  ],
  [
    "empty-reply",
    "Connection closed without an answer",
    "A GET; the server closes the connection without a byte.",
    get(),
    [{ reply: { ...reply(200, ANY), broken: "empty" } }],
    notCors("connection-reset", "net::ERR_EMPTY_RESPONSE"),
  ],
  [
    "preflight-empty-reply",
    "Preflight closed without an answer",
    "A PUT; the server closes the connection of the preflight without a byte.",
    put(),
    [{ preflight: { ...reply(204, ANY), broken: "empty" } }],
    notCors("connection-reset", "net::ERR_EMPTY_RESPONSE", { preflight: "seen" }),
  ],
  [
    "unsafe-port",
    "Port that browsers refuse",
    "A GET to port 6000, which is on every browser's list of bad ports.",
    get({ to: "unsafe" }),
    [],
    notCors("unsafe-port", "net::ERR_UNSAFE_PORT"),
  ],
  [
    "aborted",
    "Aborted by the page",
    "A GET that the page itself gives up while the server is still at work.",
    get({ abort: true }),
    [{ reply: { ...reply(200, ANY), broken: "silent" } }],
    notCors("aborted", "net::ERR_ABORTED"),
  ],
  [
    "tls-self-signed",
    "Self-signed certificate",
    "A GET to https with a certificate that nobody vouches for.",
    get({ to: "tls" }),
    [{ reply: json(200, ANY) }],
    notCors("tls", "net::ERR_CERT_AUTHORITY_INVALID"),
  ],
  [
    "corp",
    "Cross-Origin-Resource-Policy",
    "An image without crossorigin; the server forbids its use by other origins.",
    get({ via: "image", mode: "no-cors" }),
    [{ reply: reply(200, ["Content-Type", "image/png"], ["Cross-Origin-Resource-Policy", "same-origin"]) }],
    notCors("corp", "net::ERR_BLOCKED_BY_RESPONSE"),
  ],
  [
    "orb",
    "Opaque response blocking",
    "An image without crossorigin that turns out to be JSON.",
    get({ via: "image", mode: "no-cors" }),
    [
      {
        reply: {
          ...json(200),
          headers: [
            ["Content-Type", "application/json"],
            ["X-Content-Type-Options", "nosniff"],
          ],
        },
      },
    ],
    notCors("orb", "net::ERR_BLOCKED_BY_ORB"),
  ],
  [
    "body-cut",
    "Body breaks off",
    "A GET that passes every check; then the connection closes in the middle of the body.",
    get(),
    [{ reply: { ...json(200, ANY), broken: "cut" } }],
    notCors("body-interrupted", "net::ERR_CONTENT_LENGTH_MISMATCH"),
  ],
  [
    "redirect-mode-error",
    "redirect: 'error'",
    "A PUT whose page does not want redirects; the server redirects, with CORS headers, and the browser gives the request up.",
    put({ redirect: "error" }),
    [{ preflight: reply(204, ANY, allowMethods("PUT")), reply: reply(302, ANY, ["Location", "{api}{next}"]) }],
    notCors("request-mode", "net::ERR_ABORTED", { protocolError: "net::ERR_FAILED", preflight: "seen" }),
  ],
]);
