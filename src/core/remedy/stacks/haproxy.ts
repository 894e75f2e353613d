import { type Haproxy, haproxy as ha, haproxyFormat, haproxyWord } from "../encode/haproxy";
import { join } from "../encode/lit";
import type { Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { causedBy, refusedWith } from "./pitfallSigns";
import { snippets } from "./snippets";

export const haproxy: Stack = {
  id: "haproxy",
  title: "HAProxy",
  family: "proxy",
  language: "haproxy",
  install: "",
  placement: "Needs HAProxy 2.2 or newer. `http-after-response` also reaches HAProxy's own error pages, which `http-response` does not.",
  restart: "Check with `haproxy -c -f haproxy.cfg`, then reload the service.",
  docs: "https://docs.haproxy.org/2.8/configuration.html#http-after-response",
  pitfalls: [
    {
      id: "http-response",
      text: "`http-response set-header` does not run for HAProxy's own 503, so a server that is down looks like a CORS failure.",
      seen: causedBy("error-response-without-cors-headers"),
    },
    {
      id: "add-header",
      text: "`add-header` writes a second Access-Control-Allow-Origin beside the application's: use `set-header`.",
      seen: refusedWith("MultipleAllowOriginValues", "PreflightMultipleAllowOriginValues"),
    },
  ],
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  return snippets([
    { file: "haproxy.cfg", where: "inside the frontend that serves the URL", slot: "frontend" },
    frontend(admission.policy),
  ]);
}

function frontend(policy: Admitted): Haproxy {
  const { origins, credentials, credentialsUnsure, exposed, methods, headers, maxAge } = policy;
  const allowed = ha` if { var(txn.cors_origin) -m found }`;
  const asked = ha` if { var(txn.cors_preflight) -m bool }`;
  const lines = [...whoAsks(origins), ...dropped()];
  if (origins !== null) lines.push(ha`http-after-response add-header Vary Origin`);
  const value = origins === null ? ha`'*'` : ha`%[var(txn.cors_origin)]`;
  lines.push(ha`http-after-response set-header Access-Control-Allow-Origin ${value}${allowed}`);
  if (credentialsUnsure) lines.push(ha`# The next line can be dropped if the call does not send credentials.`);
  if (credentials) lines.push(ha`http-after-response set-header Access-Control-Allow-Credentials true${allowed}`);
  if (exposed.length > 0) lines.push(set(ha`Access-Control-Expose-Headers`, exposed.join(", "), allowed));
  if (methods.length > 0) lines.push(set(ha`Access-Control-Allow-Methods`, methods.join(", "), asked));
  if (headers.length > 0) lines.push(set(ha`Access-Control-Allow-Headers`, headers.join(", "), asked));
  if (maxAge !== null) lines.push(set(ha`Access-Control-Max-Age`, String(maxAge), asked));
  return ha`${join(lines, "\n")}
`;
}

function set(name: Haproxy, value: string, condition: Haproxy): Haproxy {
  return ha`http-after-response set-header ${name} ${haproxyFormat(value)}${condition}`;
}

/** Remembers the origin of a request that is on the list, and answers its preflight. */
function whoAsks(origins: readonly string[] | null): Haproxy[] {
  const listed = origins === null ? ha`-m found` : ha`-m str ${join(origins.map(haproxyWord), " ")}`;
  return [
    ha`http-request set-var(txn.cors_origin) req.hdr(Origin) if { req.hdr(Origin) ${listed} }`,
    ha`http-request set-var(txn.cors_preflight) bool(true) if METH_OPTIONS { var(txn.cors_origin) -m found } { req.hdr(Access-Control-Request-Method) -m found }`,
    ha`http-request return status 204 if { var(txn.cors_preflight) -m bool }`,
  ];
}

/** Two layers that both answer make two Access-Control-Allow-Origin fields, which every browser refuses. */
function dropped(): Haproxy[] {
  return [
    ha`# What an application behind HAProxy sends itself is dropped.`,
    ha`http-after-response del-header Access-Control-Allow-Origin`,
    ha`http-after-response del-header Access-Control-Allow-Credentials`,
    ha`http-after-response del-header Access-Control-Expose-Headers`,
    ha`http-after-response del-header Access-Control-Allow-Methods`,
    ha`http-after-response del-header Access-Control-Allow-Headers`,
    ha`http-after-response del-header Access-Control-Max-Age`,
  ];
}
