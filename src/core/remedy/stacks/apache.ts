import { getHeader } from "../../fetch/headers";
import { type Apache, apache as ap, apacheExpression, apacheFormat } from "../encode/apache";
import { join } from "../encode/lit";
import type { Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { causedBy, refusedWith } from "./pitfallSigns";
import { snippets } from "./snippets";

export const apache: Stack = {
  id: "apache",
  title: "Apache httpd",
  family: "proxy",
  language: "apache",
  install: "a2enmod headers rewrite setenvif",
  placement: "In the <VirtualHost> the preflight is answered before any login; inside a <Location> or .htaccess a login comes first.",
  restart: "Check with `apachectl configtest`, then `apachectl graceful`.",
  docs: "https://httpd.apache.org/docs/2.4/mod/mod_headers.html",
  pitfalls: [
    {
      id: "without-always",
      text: "`Header set` without `always` leaves out Apache's own error pages, so a 403 looks like a CORS failure.",
      seen: causedBy("error-response-without-cors-headers"),
    },
    {
      id: "two-tables",
      text: "`Header always` and `Header onsuccess` are two tables: what the application sends stands in the other one and arrives as well.",
      seen: refusedWith("MultipleAllowOriginValues", "PreflightMultipleAllowOriginValues"),
    },
    {
      id: "no-answer-to-options",
      text: "Headers alone do not answer a preflight: an application that refuses OPTIONS still does.",
      seen: causedBy("preflight-not-routed"),
    },
  ],
  likely: (reply) => (/^apache/i.test(getHeader(reply, "Server") ?? "") ? 0.8 : 0),
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const place = { file: "the site's .conf file", where: "inside the <VirtualHost> that serves the URL", slot: "virtual-host" };
  return snippets([place, virtualHost(admission.policy)]);
}

function virtualHost(policy: Admitted): Apache {
  const { origins, credentials, credentialsUnsure, exposed, methods, headers, maxAge } = policy;
  const named = origins !== null;
  const allowed = named ? ap` env=CORS_ORIGIN` : ap``;
  const lines = [...whoAsks(origins), ...dropped()];
  if (named) lines.push(ap`Header always merge Vary Origin`);
  lines.push(ap`Header always set Access-Control-Allow-Origin ${named ? ap`"expr=%{req:Origin}"` : ap`"*"`}${allowed}`);
  if (credentialsUnsure) lines.push(ap`# The next line can be dropped if the call does not send credentials.`);
  if (credentials) lines.push(ap`Header always set Access-Control-Allow-Credentials "true"${allowed}`);
  if (exposed.length > 0) lines.push(ap`Header always set Access-Control-Expose-Headers ${apacheFormat(exposed.join(", "))}${allowed}`);
  if (methods.length > 0)
    lines.push(ap`Header always set Access-Control-Allow-Methods ${apacheFormat(methods.join(", "))} env=CORS_PREFLIGHT`);
  if (headers.length > 0)
    lines.push(ap`Header always set Access-Control-Allow-Headers ${apacheFormat(headers.join(", "))} env=CORS_PREFLIGHT`);
  if (maxAge !== null) lines.push(ap`Header always set Access-Control-Max-Age ${apacheFormat(String(maxAge))} env=CORS_PREFLIGHT`);
  return ap`${join([...lines, ...answer()], "\n")}
`;
}

/** Sets CORS_ORIGIN for the origins of the list, and CORS_PREFLIGHT where one of them asks first. */
function whoAsks(origins: readonly string[] | null): Apache[] {
  const preflight = ap`req('Access-Control-Request-Method') != '' && %{REQUEST_METHOD} == 'OPTIONS'`;
  if (origins === null) return [ap`SetEnvIfExpr "${preflight} && req('Origin') != ''" CORS_PREFLIGHT`];
  const one = join(
    origins.map((origin) => ap`req('Origin') == ${apacheExpression(origin)}`),
    " || ",
  );
  return [ap`SetEnvIfExpr "${one}" CORS_ORIGIN`, ap`SetEnvIfExpr "${preflight} && (${one})" CORS_PREFLIGHT`];
}

/** Two layers that both answer make two Access-Control-Allow-Origin fields, which every browser refuses. */
function dropped(): Apache[] {
  return [
    ap`# What an application behind Apache sends itself is dropped.`,
    ap`Header onsuccess unset Access-Control-Allow-Origin`,
    ap`Header onsuccess unset Access-Control-Allow-Credentials`,
    ap`Header onsuccess unset Access-Control-Expose-Headers`,
    ap`Header onsuccess unset Access-Control-Allow-Methods`,
    ap`Header onsuccess unset Access-Control-Allow-Headers`,
    ap`Header onsuccess unset Access-Control-Max-Age`,
  ];
}

function answer(): Apache[] {
  return [ap`RewriteEngine On`, ap`RewriteCond %{ENV:CORS_PREFLIGHT} =1`, ap`RewriteRule ^ - [R=204,L]`];
}
