import type { Expectation } from "./scenario";
import { allowMethods, allowOrigin, blocked, get, group, json, put, reply } from "./write";

const ANY = allowOrigin("*");
const LNA = { notCors: "local-network-access" } as const;
const UNSENT = { ...LNA, netError: "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS", protocolError: "net::ERR_FAILED" } as const;
const insecure: Expectation = blocked("InsecureLocalNetwork", UNSENT);
const denied: Expectation = blocked("LocalNetworkAccessPermissionDenied", UNSENT);

/** Only where the browser was told that the page's port is outside the local network; with a window it asks instead of refusing. */
export const LOCAL_NETWORK = group("Local network", [
  [
    "local-network-insecure",
    "Public http page to this machine",
    "A page of the internet, loaded over http, asks a server on this machine: the browser does not even ask the user.",
    get({ from: "public" }),
    [{ reply: json(200, ANY) }],
    insecure,
  ],
  [
    "local-network-denied",
    "Public page without permission",
    "A secure page of the internet asks a server on this machine; the permission is not given.",
    get({ from: "publicSecure" }),
    [{ reply: json(200, ANY) }],
    denied,
  ],
  [
    "local-network-denied-preflight",
    "Public page without permission, PUT",
    "As before with a PUT: the preflight is what the browser refuses to send.",
    put({ from: "publicSecure" }),
    [{ preflight: reply(204, ANY, allowMethods("PUT")), reply: json(200, ANY) }],
    { ...blocked("LocalNetworkAccessPermissionDenied", LNA), preflight: "seen" },
  ],
]);
