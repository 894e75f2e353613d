import { getHeader } from "../../fetch/headers";
import { join } from "../encode/lit";
import { type Ng, ng, ngExactly, ngString } from "../encode/nginx";
import type { Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { answered, causedBy, refusedWith } from "./pitfallSigns";
import { snippets } from "./snippets";

export const nginx: Stack = {
  id: "nginx",
  title: "nginx",
  family: "proxy",
  language: "nginx",
  install: "",
  placement: "Where a location { } has add_header lines of its own, it inherits none: the second part goes into that location then.",
  restart: "Check with `nginx -t`, then `nginx -s reload`.",
  docs: "https://nginx.org/en/docs/http/ngx_http_headers_module.html",
  pitfalls: [
    {
      id: "without-always",
      text: "Without `always`, add_header leaves error replies bare: a 403 or 404 of nginx itself is blocked.",
      seen: answered((status) => status >= 400),
    },
    {
      id: "twice",
      text: "An application behind proxy_pass that sends CORS headers as well makes them arrive twice, which browsers refuse: hide one layer's.",
      seen: causedBy("two-layers-add-cors"),
    },
    {
      id: "no-answer-to-options",
      text: "Headers alone do not answer a preflight: an application that knows no OPTIONS says 404 or 405, and the browser wants 2xx.",
      seen: refusedWith("PreflightInvalidStatus"),
    },
    {
      id: "lost-in-location",
      text: "A location with an add_header line of its own inherits none of the server's: put the second part into that location.",
    },
  ],
  likely: (reply) => (/nginx|openresty/i.test(getHeader(reply, "Server") ?? "") ? 0.8 : 0),
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  return snippets(
    [{ file: "nginx.conf", where: "inside http { }", slot: "http" }, httpPart(admission.policy)],
    [
      { file: "nginx.conf", where: "inside the server { } or location { } that serves the URL", slot: "location" },
      locationPart(admission.policy),
    ],
  );
}

/**
 * Everything conditional is a map, because `add_header` inside `if` is forbidden in server { } and makes nginx forget the add_header lines
 * around it. nginx does not send a header whose value is empty.
 */
function httpPart(policy: Admitted): Ng {
  const maps = [originMap(policy), preflightMap()];
  if (policy.credentials) maps.splice(1, 0, whenAllowed(ng`$cors_credentials`, ngString("true")));
  if (policy.exposed.length > 0) maps.splice(1, 0, whenAllowed(ng`$cors_expose`, ngString(policy.exposed.join(", "))));
  if (policy.methods.length > 0) maps.push(whenPreflight(ng`$cors_methods`, ngString(policy.methods.join(", "))));
  if (policy.headers.length > 0) maps.push(whenPreflight(ng`$cors_headers`, ngString(policy.headers.join(", "))));
  if (policy.maxAge !== null) maps.push(whenPreflight(ng`$cors_max_age`, ngString(String(policy.maxAge))));
  return ng`${join(maps, "\n")}
`;
}

/** Longer keys do not fit into a bucket of the map's hash where the processor's cache line has 64 bytes, and nginx would not start. */
const LONGEST_KEY = 46;

function originMap(policy: Admitted): Ng {
  if (policy.origins === null)
    return ng`map $http_origin $cors_origin {
    default "*";
}`;
  const rows = policy.origins.map((origin) => {
    const key = origin.length > LONGEST_KEY ? ngExactly(origin) : ngString(origin);
    return ng`    ${key} $http_origin;`;
  });
  return ng`map $http_origin $cors_origin {
    default "";
${join(rows, "\n")}
}`;
}

function preflightMap(): Ng {
  return ng`map "$request_method:$cors_origin:$http_access_control_request_method" $cors_preflight {
    default "";
    "~^OPTIONS:.+:.+" 1;
}`;
}

function whenAllowed(variable: Ng, value: Ng): Ng {
  return ng`map $cors_origin ${variable} {
    default ${value};
    "" "";
}`;
}

function whenPreflight(variable: Ng, value: Ng): Ng {
  return ng`map $cors_preflight ${variable} {
    default "";
    1 ${value};
}`;
}

function locationPart(policy: Admitted): Ng {
  const lines = [ng`add_header Access-Control-Allow-Origin $cors_origin always;`];
  if (policy.credentialsUnsure) lines.push(ng`# The next line can be dropped if the call does not send credentials.`);
  if (policy.credentials) lines.push(ng`add_header Access-Control-Allow-Credentials $cors_credentials always;`);
  if (policy.exposed.length > 0) lines.push(ng`add_header Access-Control-Expose-Headers $cors_expose always;`);
  if (policy.methods.length > 0) lines.push(ng`add_header Access-Control-Allow-Methods $cors_methods always;`);
  if (policy.headers.length > 0) lines.push(ng`add_header Access-Control-Allow-Headers $cors_headers always;`);
  if (policy.maxAge !== null) lines.push(ng`add_header Access-Control-Max-Age $cors_max_age always;`);
  if (policy.origins !== null) lines.push(ng`add_header Vary Origin always;`);
  return ng`${join([...lines, ...upstreamLines()], "\n")}
if ($cors_preflight) {
    return 204;
}
`;
}

/** Two layers that both answer make two Access-Control-Allow-Origin fields, which every browser refuses. */
function upstreamLines(): Ng[] {
  return [
    ng`# What an application behind proxy_pass sends itself is dropped (with fastcgi_pass: fastcgi_hide_header).`,
    ng`proxy_hide_header Access-Control-Allow-Origin;`,
    ng`proxy_hide_header Access-Control-Allow-Credentials;`,
    ng`proxy_hide_header Access-Control-Expose-Headers;`,
    ng`proxy_hide_header Access-Control-Allow-Methods;`,
    ng`proxy_hide_header Access-Control-Allow-Headers;`,
    ng`proxy_hide_header Access-Control-Max-Age;`,
  ];
}
