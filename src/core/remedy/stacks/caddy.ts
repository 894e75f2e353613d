import { getHeader } from "../../fetch/headers";
import { type Caddy, caddyExactly, caddyString, caddy as cd } from "../encode/caddy";
import { join } from "../encode/lit";
import type { Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { refusedWith } from "./pitfallSigns";
import { snippets } from "./snippets";

export const caddy: Stack = {
  id: "caddy",
  title: "Caddy",
  family: "proxy",
  language: "caddy",
  install: "",
  placement: "`defer` has Caddy write the headers last, over what the application sent.",
  restart: "Check with `caddy validate`, then `caddy reload`.",
  docs: "https://caddyserver.com/docs/caddyfile/directives/header",
  pitfalls: [
    {
      id: "added-not-set",
      text: "`+Access-Control-Allow-Origin` adds a second one to what the application sends: name it without the plus, and `defer`.",
      seen: refusedWith("MultipleAllowOriginValues", "PreflightMultipleAllowOriginValues"),
    },
  ],
  likely: (reply) => (/^caddy/i.test(getHeader(reply, "Server") ?? "") ? 0.8 : /\bcaddy\b/i.test(getHeader(reply, "Via") ?? "") ? 0.7 : 0),
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  return snippets([{ file: "Caddyfile", where: "inside the site's block", slot: "site" }, site(admission.policy)]);
}

function site(policy: Admitted): Caddy {
  const { origins } = policy;
  const listed = origins === null ? [cd`	header Origin *`] : origins.map((origin) => cd`	header Origin ${caddyExactly(origin)}`);
  const parts = [
    cd`@cors {
${join(listed, "\n")}
}
@preflight {
	method OPTIONS
${join(listed, "\n")}
	header Access-Control-Request-Method *
}`,
    everyReply(policy),
    preflight(policy),
  ];
  // For every reply, also to those who are not on the list: caches must keep them apart.
  if (origins !== null)
    parts.push(cd`header {
	defer
	+Vary Origin
}`);
  return cd`${join(parts, "\n")}
`;
}

function everyReply({ origins, credentials, credentialsUnsure, exposed }: Admitted): Caddy {
  // The request's own origin: the matcher has compared all of it.
  const lines = [cd`	defer`, cd`	Access-Control-Allow-Origin ${origins === null ? cd`"*"` : cd`{header.Origin}`}`];
  if (credentialsUnsure) lines.push(cd`	# The next line can be dropped if the call does not send credentials.`);
  lines.push(credentials ? cd`	Access-Control-Allow-Credentials "true"` : cd`	-Access-Control-Allow-Credentials`);
  if (exposed.length > 0) lines.push(cd`	Access-Control-Expose-Headers ${caddyString(exposed.join(", "))}`);
  return cd`header @cors {
${join(lines, "\n")}
}`;
}

function preflight({ methods, headers, maxAge }: Admitted): Caddy {
  const lines: Caddy[] = [];
  if (methods.length > 0) lines.push(cd`	header Access-Control-Allow-Methods ${caddyString(methods.join(", "))}`);
  if (headers.length > 0) lines.push(cd`	header Access-Control-Allow-Headers ${caddyString(headers.join(", "))}`);
  if (maxAge !== null) lines.push(cd`	header Access-Control-Max-Age ${caddyString(String(maxAge))}`);
  return cd`handle @preflight {
${join([...lines, cd`	respond 204`], "\n")}
}`;
}
