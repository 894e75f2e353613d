import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LiveProof, Pieces, Running } from "../proof";
import { STACKS_FOLDER, startServer } from "../server";

/** What both crates compile once stays in one folder; the copies that run compile their own file only. */
const FOLDER = join(STACKS_FOLDER, "rust");
const TARGET = join(FOLDER, "target");

function needsRust(): void {
  try {
    execFileSync("cargo", ["--version"], { stdio: "ignore" });
  } catch {
    throw new Error("Rust 1.85 or newer is missing: https://rustup.rs/");
  }
}

function startRust(base: string, pieces: Pieces): Promise<Running> {
  return startServer(pieces, {
    base: `rust/${base}`,
    under: "rust",
    build: () => ({ file: "cargo", args: ["build", "--quiet", "--locked"], env: { CARGO_TARGET_DIR: TARGET } }),
    command: (_, port) => ({ file: join(TARGET, "debug", `${base}-server`), args: [], env: { PORT: String(port) } }),
  });
}

function rustVersions(base: string, ...crates: readonly string[]): string {
  const lock = readFileSync(join(FOLDER, base, "Cargo.lock"), "utf8");
  const versions = crates.map((name) => `${name} ${new RegExp(`name = "${name}"\nversion = "(.+)"`).exec(lock)?.[1]}`);
  const rust = execFileSync("cargo", ["--version"], { encoding: "utf8" }).split(" ")[1];
  return [...versions, `Rust ${rust}`].join(", ");
}

export const axum: LiveProof = {
  stack: "axum",
  kind: "live",
  fast: false,
  needs: needsRust,
  version: () => rustVersions("axum", "axum", "tower-http"),
  start: (pieces) => startRust("axum", pieces),
  needed: [/\.allow_headers/],
  pitfalls: [
    {
      id: "layer-before-login",
      shape: "delete-authorization",
      path: "/private",
      mistake: (app) => ({
        "before-login": `use axum::http::{HeaderName, HeaderValue, Method};
let app = app.layer(
    tower_http::cors::CorsLayer::new()
        .allow_origin([HeaderValue::from_static("${app}")])
        .allow_methods([Method::DELETE])
        .allow_headers([HeaderName::from_static("authorization")]),
);
`,
      }),
      reason: "PreflightMissingAllowOriginHeader",
    },
  ],
};

export const actixCors: LiveProof = {
  stack: "actix-cors",
  kind: "live",
  fast: false,
  needs: needsRust,
  version: () => rustVersions("actix", "actix-web", "actix-cors"),
  start: (pieces) => startRust("actix", pieces),
  needed: [/\.allowed_headers/],
  pitfalls: [
    {
      id: "wrap-before-login",
      shape: "delete-authorization",
      path: "/private",
      mistake: (app) => ({
        closure: `let cors = actix_cors::Cors::default().allowed_origin("${app}").allowed_methods(["DELETE"]).allowed_headers(["authorization"]);\n`,
        "before-login": ".wrap(cors)\n",
      }),
      reason: "PreflightMissingAllowOriginHeader",
    },
  ],
};
