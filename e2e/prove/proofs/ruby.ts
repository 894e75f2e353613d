import { execFileSync } from "node:child_process";
import { needsApt } from "../install";
import type { LiveProof, Pieces, Running } from "../proof";
import { startServer } from "../server";

/** Debian's packages: old enough to show that the recipe does not need the newest. */
function needsRuby(): void {
  needsApt(["ruby", "puma", "ruby-rack-cors", "ruby-railties"], "/usr/lib/ruby/vendor_ruby/rack/cors.rb");
}

function startRuby(base: string, pieces: Pieces): Promise<Running> {
  return startServer(pieces, {
    base: `ruby/${base}`,
    command: (_, port) => ({
      file: "puma",
      args: ["--bind", `tcp://127.0.0.1:${port}`, "--threads", "1:4", "--environment", "production", "config.ru"],
      env: { RAILS_ENV: "production" },
    }),
  });
}

function rubyVersions(...gems: readonly string[]): string {
  const script = "ARGV.each { |name| puts Gem::Specification.find_by_name(name).version }; puts RUBY_VERSION";
  const versions = execFileSync("ruby", ["-e", script, ...gems], { encoding: "utf8" })
    .trim()
    .split("\n");
  return [...gems, "Ruby"].map((name, index) => `${name} ${versions[index]}`).join(", ");
}

const allow = (app: string): string => `allow do
    origins '${app}'
    resource '*', headers: ['authorization'], methods: [:get, :delete]
  end`;

export const rackCors: LiveProof = {
  stack: "rack-cors",
  kind: "live",
  fast: true,
  needs: needsRuby,
  version: () => rubyVersions("rack-cors", "rack", "puma"),
  start: (pieces) => startRuby("rack", pieces),
  needed: [/^ +origins /, /^ +headers:/, /^ +methods:/, /^ +credentials:/],
  // Puma itself answers what nothing rescues.
  survives: { e500: false },
  pitfalls: [
    {
      id: "after-login",
      shape: "delete-authorization",
      path: "/private",
      mistake: (app) => ({ "after-login": `require 'rack/cors'\n\nuse Rack::Cors do\n  ${allow(app)}\nend\n` }),
      reason: "PreflightMissingAllowOriginHeader",
    },
  ],
};

export const rails: LiveProof = {
  stack: "rails",
  kind: "live",
  fast: true,
  needs: needsRuby,
  version: () => rubyVersions("railties", "rack-cors", "puma").replace("railties", "Rails"),
  start: (pieces) => startRuby("rails", pieces),
  needed: [/^ +origins /, /^ +headers:/, /^ +methods:/, /^ +credentials:/],
  pitfalls: [
    {
      id: "at-the-end",
      shape: "delete-authorization",
      path: "/private",
      mistake: (app) => ({ initializer: `Rails.application.config.middleware.use Rack::Cors do\n  ${allow(app)}\nend\n` }),
      reason: "PreflightMissingAllowOriginHeader",
    },
  ],
};
