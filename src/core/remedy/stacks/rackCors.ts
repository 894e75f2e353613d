import { join } from "../encode/lit";
import { type Ruby, ruby, rubyNumber, rubyString, rubyStrings, rubySymbol } from "../encode/ruby";
import type { Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { withSafelisted } from "./methods";
import { habit, sign } from "./signs";
import { type Place, snippets } from "./snippets";

const DOCS = "https://github.com/cyu/rack-cors";

export const rackCors: Stack = {
  id: "rack-cors",
  title: "Rack or Sinatra with rack-cors",
  family: "app",
  language: "ruby",
  install: "gem install rack-cors",
  placement:
    "It goes before every other use, so that it answers preflights before authentication. An exception that nothing rescues is answered by the web server itself, without CORS headers: rescue it below Rack::Cors.",
  restart: "Restart the server.",
  docs: DOCS,
  pitfalls: [
    {
      id: "after-login",
      text: "Below the login it never sees the preflight, which carries neither cookies nor a token: it stays the first use.",
    },
  ],
  likely: (reply) => sign(reply, "Server", /\b(?:puma|thin|webrick|unicorn|falcon)\b/i, 0.8),
  render: (policy) =>
    render(policy, (cors) => [
      { file: "config.ru", where: "before every other use", slot: "middleware" },
      ruby`require 'rack/cors'

use Rack::Cors do
${cors}
end
`,
    ]),
};

export const rails: Stack = {
  id: "rails",
  title: "Rails with rack-cors",
  family: "app",
  language: "ruby",
  install: "bundle add rack-cors",
  placement: "insert_before 0 puts it above authentication, caching and the pages for errors, so that all of them carry the headers.",
  restart: "Restart the server: initializers are read once.",
  docs: DOCS,
  pitfalls: [
    {
      id: "at-the-end",
      text: "With config.middleware.use it stands at the end, behind what answers before it (a login, HostAuthorization, a cache): use insert_before 0.",
    },
  ],
  likely: (reply) => habit(reply, { "X-Runtime": "", "X-Request-Id": "" }, 0.9),
  render: (policy) =>
    render(policy, (cors) => [
      { file: "config/initializers/cors.rb", where: "the whole file", slot: "initializer" },
      ruby`Rails.application.config.middleware.insert_before 0, Rack::Cors do
${cors}
end
`,
    ]),
};

function render(policy: Policy, piece: (cors: Ruby) => readonly [Place, Ruby]): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  if (admission.policy.origins?.some((origin) => !/^https?:/.test(origin)))
    return {
      ok: false,
      refusal: "rack-cors before 2.0 takes only http and https origins: write the rule by hand for the version you run.",
    };
  return snippets(piece(allow(admission.policy)));
}

function allow(policy: Admitted): Ruby {
  const { origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge } = policy;
  const lines = [ruby`      headers: [${rubyStrings(headers)}]`, ruby`      methods: [${join(withSafelisted(methods).map(symbol), ", ")}]`];
  if (exposed.length > 0) lines.push(ruby`      expose: [${rubyStrings(exposed)}]`);
  if (credentials) lines.push(ruby`      credentials: true`);
  if (maxAge !== null) lines.push(ruby`      max_age: ${rubyNumber(maxAge)}`);
  const note = credentialsUnsure
    ? ruby`    # credentials can be dropped if the call does not send them
`
    : ruby``;
  return ruby`  allow do
    origins ${origins === null ? rubyString("*") : rubyStrings(origins)}
${note}    resource '*',
${join(lines, ",\n")}
  end`;
}

/** rack-cors compares methods in lower case. */
function symbol(method: string): Ruby {
  return rubySymbol(method.toLowerCase());
}
