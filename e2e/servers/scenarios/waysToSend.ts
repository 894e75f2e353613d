import { allowCredentials, allowHeaders, allowMethods, allowOrigin, blocked, blockedWithPreflight, get, group, json, reply } from "./write";

const JS = { ...reply(200, ["Content-Type", "text/javascript"]), body: "void 0;" };
const PNG = reply(200, ["Content-Type", "image/png"]);
const FONT = reply(200, ["Content-Type", "font/woff2"]);
const EVENTS = { ...reply(200, ["Content-Type", "text/event-stream"]), body: "data: hello\n\n" };
const JSON_TYPE = ["Content-Type", "application/json"] as const;

export const WAYS_TO_SEND = group("Ways to send", [
  [
    "xhr-credentials-wildcard",
    "XMLHttpRequest withCredentials and *",
    "An XMLHttpRequest with withCredentials; the server answers with the wildcard.",
    get({ via: "xhr", credentials: "include" }),
    [{ reply: json(200, allowOrigin("*")) }],
    blocked("WildcardOriginNotAllowed"),
  ],
  [
    "xhr-preflight-header",
    "XMLHttpRequest with a custom header",
    "An XMLHttpRequest with X-Requested-With, which the server does not list.",
    get({ via: "xhr", headers: [["X-Requested-With", "XMLHttpRequest"]] }),
    [{ preflight: reply(204, allowOrigin("{origin}"), allowCredentials(), allowHeaders("content-type")) }],
    blockedWithPreflight("HeaderDisallowedByPreflightResponse", { failedParameter: "x-requested-with" }),
  ],
  [
    "xhr-upload-listener",
    "XMLHttpRequest with an upload listener",
    "A plain-text POST that shows its progress: the listener alone makes a preflight, which the server does not answer well.",
    get({ via: "xhr", method: "POST", uploadListener: true, body: "text" }),
    [{ preflight: reply(404) }],
    blockedWithPreflight("PreflightMissingAllowOriginHeader"),
  ],
  [
    "script-crossorigin",
    "<script crossorigin>",
    "A script element asks for CORS; the server sends no CORS header.",
    get({ via: "script" }),
    [{ reply: JS }],
    blocked("MissingAllowOriginHeader"),
  ],
  [
    "module-script",
    '<script type="module">',
    "A module from another origin always needs CORS; the server allows another origin.",
    get({ via: "module" }),
    [{ reply: { ...JS, headers: [...JS.headers, allowOrigin("{other}")] } }],
    blocked("AllowOriginMismatch", { failedParameter: "{other}" }),
  ],
  [
    "image-crossorigin",
    "<img crossorigin>",
    "An image for a canvas asks for CORS with credentials; the server answers with the wildcard.",
    get({ via: "image", credentials: "include" }),
    [{ reply: { ...PNG, headers: [...PNG.headers, allowOrigin("*")] } }],
    blocked("WildcardOriginNotAllowed"),
  ],
  [
    "font",
    "Web font",
    "Fonts are always fetched with CORS; the file server sends no CORS header.",
    get({ via: "font" }),
    [{ reply: FONT }],
    blocked("MissingAllowOriginHeader"),
  ],
  [
    "event-source",
    "EventSource",
    "A stream of events; the server sends no CORS header.",
    get({ via: "event-source" }),
    [{ reply: EVENTS }],
    blocked("MissingAllowOriginHeader"),
  ],
  [
    "worker",
    "Dedicated worker",
    "A worker of the page fetches; the server sends no CORS header.",
    get({ via: "worker" }),
    [{ reply: json(200) }],
    blocked("MissingAllowOriginHeader"),
  ],
  [
    "worker-preflight",
    "Dedicated worker, preflight refused",
    "A worker of the page sends a PUT; the server allows only GET.",
    get({ via: "worker", method: "PUT" }),
    [{ preflight: reply(204, allowOrigin("{origin}"), allowCredentials(), allowMethods("GET")) }],
    blockedWithPreflight("MethodDisallowedByPreflightResponse", { failedParameter: "PUT" }),
  ],
  [
    "sandboxed-iframe",
    "Sandboxed frame, Origin null",
    "A frame with sandbox has an origin of its own, null; the server allows the page that embeds it.",
    get({ via: "sandboxed-iframe" }),
    [{ reply: json(200, allowOrigin("{origin}")) }],
    blocked("AllowOriginMismatch", { failedParameter: "{origin}" }),
  ],
  [
    "beacon-json",
    "sendBeacon with JSON",
    "A beacon always carries credentials and JSON makes a preflight; the server answers with the wildcard.",
    get({ via: "beacon", method: "POST", credentials: "include", headers: [JSON_TYPE], body: '{"event":"leave"}' }),
    [{ preflight: reply(204, allowOrigin("*"), allowMethods("POST"), allowHeaders("content-type")) }],
    blockedWithPreflight("PreflightWildcardOriginNotAllowed"),
  ],
]);
