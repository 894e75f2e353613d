import { type Http, http, httpValue } from "../encode/http";
import { join } from "../encode/lit";
import type { Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { snippets } from "./snippets";

export const headers: Stack = {
  id: "headers",
  title: "Plain response headers",
  family: "plain",
  language: "http",
  install: "",
  placement:
    "Send these from whatever serves the URL, on error replies and redirects too. With several origins, send the block whose origin equals the request's Origin.",
  docs: "https://fetch.spec.whatwg.org/#http-cors-protocol",
  restart: "Reload or restart what sends them.",
  pitfalls: [],
  render,
};

const PLACE = { file: "any server", where: "the response headers of the URL", slot: "headers" } as const;

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { origins } = admission.policy;
  const blocks = (origins ?? ["*"]).map((origin) => blockFor(origin, admission.policy));
  return snippets([PLACE, join(blocks, "\n")]);
}

function blockFor(origin: string, policy: Admitted): Http {
  const common = [http`Access-Control-Allow-Origin: ${httpValue(origin)}`];
  if (policy.credentials) common.push(http`Access-Control-Allow-Credentials: true`);
  const always = [...common];
  if (policy.exposed.length > 0) always.push(http`Access-Control-Expose-Headers: ${list(policy.exposed)}`);
  if (policy.origins !== null) always.push(http`Vary: Origin`);
  const note = policy.credentialsUnsure ? [http`# Allow-Credentials can be dropped if the call does not send credentials.`] : [];
  const lines = [...note, http`# every reply`, ...always];
  if (policy.maxAge !== null) lines.push(http``, http`# the reply to OPTIONS, status 204`, ...preflight(common, policy));
  return http`${join(lines, "\n")}
`;
}

function preflight(common: readonly Http[], policy: Admitted): Http[] {
  const lines = [...common];
  if (policy.methods.length > 0) lines.push(http`Access-Control-Allow-Methods: ${list(policy.methods)}`);
  if (policy.headers.length > 0) lines.push(http`Access-Control-Allow-Headers: ${list(policy.headers)}`);
  if (policy.maxAge !== null) lines.push(http`Access-Control-Max-Age: ${httpValue(String(policy.maxAge))}`);
  if (policy.origins !== null) lines.push(http`Vary: Origin`);
  return lines;
}

function list(names: readonly string[]): Http {
  return join(names.map(httpValue), ", ");
}
