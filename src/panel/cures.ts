import { type PlainName, say } from "../parts/say";

/** What to do instead, per class of `core/diagnosis/notCors`. */
const CURES: Readonly<Record<string, PlainName>> = {
  "connection-refused": "cureConnectionRefused",
  dns: "cureDns",
  "blocked-by-client": "cureBlockedByClient",
  policy: "curePolicy",
  corp: "cureCorp",
  orb: "cureOrb",
  csp: "cureCsp",
  aborted: "cureAborted",
  tls: "cureTls",
  "unsafe-port": "cureUnsafePort",
  "redirect-loop": "cureRedirectLoop",
  "redirect-scheme": "cureRedirectScheme",
  "connection-reset": "cureConnectionReset",
  timeout: "cureTimeout",
  offline: "cureOffline",
  unreachable: "cureUnreachable",
  "body-interrupted": "cureBodyInterrupted",
  "protocol-error": "cureProtocolError",
  "request-invalid": "cureRequestInvalid",
  network: "cureTryInTab",
  "no-cors-mode": "cureNoCorsMode",
  "request-mode": "cureRequestMode",
  "local-network-access": "cureLocalNetworkAccess",
};

export function cureOf(id: string): string {
  return say(CURES[id] ?? "cureTryInTab");
}
