import { getHeader } from "../../fetch/headers";
import { join } from "../encode/lit";
import { type Vcl, vclString, vcl as vl } from "../encode/vcl";
import type { Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { causedBy } from "./pitfallSigns";
import { snippets } from "./snippets";

export const varnish: Stack = {
  id: "varnish",
  title: "Varnish",
  family: "proxy",
  language: "vcl",
  install: "",
  placement: "Subroutines of one name run one after the other, so these stand above your own, right below the `vcl 4.1;` and the backends.",
  restart: "Load it with `varnishreload`.",
  docs: "https://varnish-cache.org/docs/7.1/reference/vcl.html",
  pitfalls: [
    {
      id: "sent-by-the-backend",
      text: "Headers that the backend sends are kept in the cache with the reply: every page gets those of the first one. Here they are set on delivery.",
      seen: causedBy("origin-differs-by-host", "origin-differs-by-port", "origin-differs"),
    },
  ],
  likely: (reply) => (getHeader(reply, "X-Varnish") !== null || /varnish/i.test(getHeader(reply, "Via") ?? "") ? 0.75 : 0),
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const place = { file: "default.vcl", where: "below the backends, above every other subroutine", slot: "vcl" };
  return snippets([place, vl`${join([receive(admission.policy), headers(admission.policy), USES], "\n\n")}\n`]);
}

/** The header is taken from every request first, or a caller could allow itself. */
function receive({ origins }: Admitted): Vcl {
  const listed =
    origins === null
      ? vl`req.http.Origin`
      : join(
          origins.map((origin) => vl`req.http.Origin == ${vclString(origin)}`),
          " || ",
        );
  return vl`sub vcl_recv {
  unset req.http.X-Cors-Origin;
  if (${listed}) {
    set req.http.X-Cors-Origin = ${origins === null ? vclString("*") : vl`req.http.Origin`};
    if (req.method == "OPTIONS" && req.http.Access-Control-Request-Method) {
      return (synth(204));
    }
  }
}`;
}

function headers(policy: Admitted): Vcl {
  const { origins, credentials, credentialsUnsure, exposed } = policy;
  const lines = [
    vl`  # What the backend sends itself is dropped: two layers would both answer.`,
    vl`  unset resp.http.Access-Control-Allow-Origin;`,
    vl`  unset resp.http.Access-Control-Allow-Credentials;`,
    vl`  unset resp.http.Access-Control-Expose-Headers;`,
  ];
  if (origins !== null) lines.push(VARY);
  lines.push(vl`  if (req.http.X-Cors-Origin) {`, vl`    set resp.http.Access-Control-Allow-Origin = req.http.X-Cors-Origin;`);
  if (credentialsUnsure) lines.push(vl`    # The next line can be dropped if the call does not send credentials.`);
  if (credentials) lines.push(vl`    set resp.http.Access-Control-Allow-Credentials = "true";`);
  if (exposed.length > 0) lines.push(vl`    set resp.http.Access-Control-Expose-Headers = ${vclString(exposed.join(", "))};`);
  lines.push(...preflight(policy), vl`  }`);
  return vl`sub cors_headers {
${join(lines, "\n")}
}`;
}

function preflight({ methods, headers, maxAge }: Admitted): Vcl[] {
  const lines: Vcl[] = [];
  if (methods.length > 0) lines.push(vl`      set resp.http.Access-Control-Allow-Methods = ${vclString(methods.join(", "))};`);
  if (headers.length > 0) lines.push(vl`      set resp.http.Access-Control-Allow-Headers = ${vclString(headers.join(", "))};`);
  if (maxAge !== null) lines.push(vl`      set resp.http.Access-Control-Max-Age = ${vclString(String(maxAge))};`);
  return lines.length === 0 ? [] : [vl`    if (req.method == "OPTIONS") {`, ...lines, vl`    }`];
}

const VARY = vl`  if (resp.http.Vary) {
    set resp.http.Vary = resp.http.Vary + ", Origin";
  } else {
    set resp.http.Vary = "Origin";
  }`;

const USES = vl`sub vcl_deliver {
  call cors_headers;
}

sub vcl_synth {
  call cors_headers;
  if (resp.status == 204) {
    return (deliver);
  }
}`;
