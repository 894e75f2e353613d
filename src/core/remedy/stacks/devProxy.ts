import type { Policy } from "../policy";
import { parseOrigin } from "../validate";
import { type Admission, admit } from "./admit";

/** What most backends listen on while they are developed: shown where no request says which server was called. */
const USUAL_BACKEND = "http://localhost:8080";

export const DEV_PROXY_PLACEMENT =
  "The page then calls `/api/…` in place of the server's address, so that no request crosses origins; an absolute URL goes past the proxy. It helps while developing only: in production the server has to allow the page, or stand behind the same origin.";

type DevTarget = (Admission & { readonly ok: false }) | { readonly ok: true; readonly target: string };

/** The origin to hand requests on to, parsed as what it is. The policy only decides whether there is anything to render. */
export function devTarget(policy: Policy, server = USUAL_BACKEND): DevTarget {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const target = parseOrigin(server);
  return target === null ? { ok: false, refusal: "The server's address is unusual: write the proxy by hand." } : { ok: true, target };
}
