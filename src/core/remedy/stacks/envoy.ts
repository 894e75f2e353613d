import { join } from "../encode/lit";
import { type Yaml, yaml, yamlString } from "../encode/yaml";
import type { Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { sign } from "./signs";
import { snippets } from "./snippets";

export const envoy: Stack = {
  id: "envoy",
  title: "Envoy",
  family: "proxy",
  language: "yaml",
  install: "",
  placement: "The filters come before every other one, ext_authz and jwt_authn too, which would ask the preflight to log in.",
  restart: "Check with `envoy --mode validate -c envoy.yaml`, then restart, or push it through xDS.",
  docs: "https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/cors_filter",
  pitfalls: [
    {
      id: "filter-without-policy",
      text: "The filter alone does nothing: it only acts where the virtual host or the route has a policy for it.",
    },
  ],
  likely: (reply) =>
    Math.max(sign(reply, "Server", /^envoy$|^istio-envoy$/i, 0.85), sign(reply, "x-envoy-upstream-service-time", /./, 0.7)),
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  return snippets(
    [{ file: "envoy.yaml", where: "at the top of http_filters", slot: "filters" }, filters(admission.policy)],
    [{ file: "envoy.yaml", where: "in the virtual host that serves the URL", slot: "virtual-host" }, corsPolicy(admission.policy)],
  );
}

function filters({ origins }: Admitted): Yaml {
  return yaml`${origins === null ? yaml`` : VARY}- name: envoy.filters.http.cors
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors
`;
}

/** The CORS filter never says so, and caches have to keep the replies to different origins apart. */
const VARY = yaml`- name: envoy.filters.http.header_mutation
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3.HeaderMutation
    mutations:
      response_mutations:
        - append:
            header: { key: Vary, value: Origin }
            append_action: APPEND_IF_EXISTS_OR_ADD
`;

function corsPolicy({ origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge }: Admitted): Yaml {
  const lines: Yaml[] = (origins ?? ["*"]).map((origin) => yaml`      - exact: ${yamlString(origin)}`);
  if (methods.length > 0) lines.push(yaml`    allow_methods: ${yamlString(methods.join(", "))}`);
  if (headers.length > 0) lines.push(yaml`    allow_headers: ${yamlString(headers.join(", "))}`);
  if (exposed.length > 0) lines.push(yaml`    expose_headers: ${yamlString(exposed.join(", "))}`);
  if (credentialsUnsure) lines.push(yaml`    # The next line can be dropped if the call does not send credentials.`);
  if (credentials) lines.push(yaml`    allow_credentials: true`);
  if (maxAge !== null) lines.push(yaml`    max_age: ${yamlString(String(maxAge))}`);
  return yaml`typed_per_filter_config:
  envoy.filters.http.cors:
    "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy
    allow_origin_string_match:
${join(lines, "\n")}
`;
}
