import { join } from "../encode/lit";
import { type Rust, rust, rustNumber, rustString } from "../encode/rust";
import type { Policy, Rendered, Stack } from "../policy";
import { admit } from "./admit";
import { variesBy } from "./signs";
import { snippets } from "./snippets";

export const axum: Stack = {
  id: "axum",
  title: "axum with tower-http",
  family: "app",
  language: "rust",
  install: "cargo add tower-http --features cors",
  placement:
    "A layer covers what was added before it, and the last one added runs first: it goes below the routes and below the layer of the login.",
  restart: "Build and start the server again.",
  docs: "https://docs.rs/tower-http/latest/tower_http/cors/index.html",
  pitfalls: [
    {
      id: "layer-before-login",
      text: "A login that is layered after CorsLayer runs before it and answers the preflight with 401: CorsLayer is the last layer.",
    },
  ],
  likely: (reply) => (variesBy(reply, "origin, access-control-request-method, access-control-request-headers") ? 0.9 : 0),
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge } = admission.policy;
  const lines: Rust[] = [];
  if (origins === null) lines.push(rust`        .allow_origin(tower_http::cors::Any)`);
  else lines.push(rust`        .allow_origin([${join(origins.map(headerValue), ", ")}])`);
  if (methods.length > 0) lines.push(rust`        .allow_methods([${join(methods.map(method), ", ")}])`);
  if (headers.length > 0) lines.push(rust`        .allow_headers([${join(headers.map(headerName), ", ")}])`);
  if (exposed.length > 0) lines.push(rust`        .expose_headers([${join(exposed.map(headerName), ", ")}])`);
  if (credentialsUnsure) lines.push(rust`        // Can be dropped if the call does not send credentials:`);
  if (credentials) lines.push(rust`        .allow_credentials(true)`);
  if (maxAge !== null) lines.push(rust`        .max_age(std::time::Duration::from_secs(${rustNumber(maxAge)}))`);
  const named = [
    ...(headers.length + exposed.length > 0 ? [rust`HeaderName`] : []),
    ...(origins === null ? [] : [rust`HeaderValue`]),
    ...(methods.length > 0 ? [rust`Method`] : []),
  ];
  return snippets([
    { file: "main.rs", where: "below the last route and the last other layer", slot: "layer" },
    rust`${imports(named)}use tower_http::cors::CorsLayer;
let app = app.layer(
    CorsLayer::new()
${join(lines, "\n")},
);
`,
  ]);
}

function imports(types: readonly Rust[]): Rust {
  const [first, ...more] = types;
  if (first === undefined) return rust``;
  const named = more.length === 0 ? first : rust`{${join(types, ", ")}}`;
  return rust`use axum::http::${named};
`;
}

function headerValue(origin: string): Rust {
  return rust`HeaderValue::from_static(${rustString(origin)})`;
}

function headerName(name: string): Rust {
  return rust`HeaderName::from_static(${rustString(name)})`;
}

/** tower-http has constants for the nine methods of the standard. */
function method(name: string): Rust {
  return CONSTANTS.get(name) ?? rust`Method::from_bytes(${rustString(name)}.as_bytes()).expect("a method")`;
}

const CONSTANTS: ReadonlyMap<string, Rust> = new Map([
  ["PUT", rust`Method::PUT`],
  ["PATCH", rust`Method::PATCH`],
  ["DELETE", rust`Method::DELETE`],
  ["OPTIONS", rust`Method::OPTIONS`],
]);
