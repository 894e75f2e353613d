import { allowCredentials, allowOrigin, blocked, get, group, json } from "./write";

const include = { credentials: "include" } as const;

export const CREDENTIALS = group("Credentials", [
  [
    "credentials-wildcard",
    "Credentials and *",
    "The page sends credentials; the server answers with the wildcard.",
    get(include),
    [{ reply: json(200, allowOrigin("*")) }],
    blocked("WildcardOriginNotAllowed"),
  ],
  [
    "credentials-wildcard-loopback",
    "Credentials and *, server on this machine",
    "As before, but to 127.0.0.1, where Sec-Fetch-Storage-Access tells that credentials were included.",
    get({ ...include, to: "loopback" }),
    [{ reply: json(200, allowOrigin("*"), allowCredentials()) }],
    blocked("WildcardOriginNotAllowed"),
  ],
  [
    "credentials-wildcard-cookie",
    "A cookie and *",
    "A session cookie travels to a subdomain of the page's host; the server answers with the wildcard.",
    get({ ...include, to: "sibling", cookie: true }),
    [{ reply: json(200, allowOrigin("*")) }],
    blocked("WildcardOriginNotAllowed"),
  ],
  [
    "allow-credentials-missing",
    "Allow-Credentials is missing",
    "The origin is right, but the server does not allow credentials.",
    get(include),
    [{ reply: json(200, allowOrigin("{origin}")) }],
    blocked("InvalidAllowCredentials"),
  ],
  [
    "allow-credentials-missing-cookie",
    "Allow-Credentials is missing, with a cookie",
    "A session cookie travels; the origin is right, but the server does not allow credentials.",
    get({ ...include, to: "sibling", cookie: true }),
    [{ reply: json(200, allowOrigin("{origin}")) }],
    blocked("InvalidAllowCredentials"),
  ],
  [
    "allow-credentials-capital",
    "Allow-Credentials is True",
    "A boolean printed by Python: only true in small letters counts.",
    get(include),
    [{ reply: json(200, allowOrigin("{origin}"), allowCredentials("True")) }],
    blocked("InvalidAllowCredentials", { failedParameter: "True" }),
  ],
  [
    "allow-credentials-twice",
    "Allow-Credentials sent twice",
    "Application and proxy each add the header; joined it reads true, true.",
    get(include),
    [{ reply: json(200, allowOrigin("{origin}"), allowCredentials(), allowCredentials()) }],
    blocked("InvalidAllowCredentials", { failedParameter: "true, true" }),
  ],
]);
