import { join } from "../encode/lit";
import { type Rust, rust, rustNumber, rustString, rustStrings } from "../encode/rust";
import type { Policy, Rendered, Stack } from "../policy";
import { admit } from "./admit";
import { withSafelisted } from "./methods";
import { snippets } from "./snippets";

export const actixCors: Stack = {
  id: "actix-cors",
  title: "Actix Web with actix-cors",
  family: "app",
  language: "rust",
  install: "cargo add actix-cors",
  placement: "Both go into the closure of HttpServer::new. The last wrap runs first, so this one stands below the wrap of the login.",
  restart: "Build and start the server again.",
  docs: "https://docs.rs/actix-cors",
  pitfalls: [
    {
      id: "wrap-before-login",
      text: "A login that is wrapped after Cors runs before it and answers the preflight with 401: Cors is the last wrap.",
    },
  ],
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge } = admission.policy;
  const lines: Rust[] = [];
  if (origins === null) lines.push(rust`    .allow_any_origin()`, rust`    .send_wildcard()`);
  else for (const origin of origins) lines.push(rust`    .allowed_origin(${rustString(origin)})`);
  lines.push(rust`    .allowed_methods(${rustStrings(withSafelisted(methods))})`);
  if (headers.length > 0) lines.push(rust`    .allowed_headers(${rustStrings(headers)})`);
  if (exposed.length > 0) lines.push(rust`    .expose_headers(${rustStrings(exposed)})`);
  if (credentialsUnsure) lines.push(rust`    // Can be dropped if the call does not send credentials:`);
  if (credentials) lines.push(rust`    .supports_credentials()`);
  if (maxAge !== null) lines.push(rust`    .max_age(${rustNumber(maxAge)})`);
  return snippets(
    [
      { file: "main.rs", where: "in the closure of HttpServer::new, before App::new()", slot: "closure" },
      rust`let cors = actix_cors::Cors::default()
${join(lines, "\n")};
`,
    ],
    [
      { file: "main.rs", where: "on App::new(), below every other .wrap", slot: "wrap" },
      rust`.wrap(cors)
`,
    ],
  );
}
