import type { Policy, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { finish, join, type Lit, nginx as ng, nginxExactly, nginxString } from "./safeText";

export const nginx: Stack = {
  id: "nginx",
  title: "nginx",
  language: "nginx",
  install: "",
  placement:
    "The first part goes into http { }, the second into the server { } or location { } that serves the URL. Check with nginx -t, then nginx -s reload.",
  docs: "https://nginx.org/en/docs/http/ngx_http_headers_module.html",
  render: (policy) => {
    const parts = nginxParts(policy);
    return parts.ok ? { ok: true, text: `${parts.http}\n${parts.location}` } : parts;
  },
};

export type NginxParts =
  | { readonly ok: true; readonly http: string; readonly location: string }
  | { readonly ok: false; readonly refusal: string };

/** The two parts of the snippet, for whoever has to put them where they belong. */
export function nginxParts(policy: Policy): NginxParts {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const http = finish(httpPart(admission.policy));
  const location = finish(locationPart(admission.policy));
  if (!http.ok) return http;
  return location.ok ? { ok: true, http: http.text, location: location.text } : location;
}

type Ng = Lit<"nginx">;

/**
 * Everything conditional is a map, because `add_header` inside `if` is forbidden in server { } and makes nginx forget the add_header lines
 * around it. nginx does not send a header whose value is empty.
 */
function httpPart(policy: Admitted): Ng {
  const maps = [originMap(policy), preflightMap()];
  if (policy.credentials) maps.splice(1, 0, whenAllowed(ng`$cors_credentials`, nginxString("true")));
  if (policy.exposed.length > 0) maps.splice(1, 0, whenAllowed(ng`$cors_expose`, nginxString(policy.exposed.join(", "))));
  if (policy.methods.length > 0) maps.push(whenPreflight(ng`$cors_methods`, nginxString(policy.methods.join(", "))));
  if (policy.headers.length > 0) maps.push(whenPreflight(ng`$cors_headers`, nginxString(policy.headers.join(", "))));
  if (policy.maxAge !== null) maps.push(whenPreflight(ng`$cors_max_age`, nginxString(String(policy.maxAge))));
  return ng`# 1. into http { }
${join(maps, "\n")}
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
    const key = origin.length > LONGEST_KEY ? nginxExactly(origin) : nginxString(origin);
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
  const lines = [
    ng`# 2. into server { }, or into location { } where that has add_header lines of its own`,
    ng`add_header Access-Control-Allow-Origin $cors_origin always;`,
  ];
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
