import { type GoField, go, goFields, goStrings } from "../encode/go";
import type { Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { GO_IMPORTS, goMaxAge, MAY_BE_DROPPED, WRAP_HANDLER } from "./goPlaces";
import { withSafelisted } from "./methods";
import { variesBy } from "./signs";
import { snippets } from "./snippets";

export const rsCors: Stack = {
  id: "rs-cors",
  title: "Go with rs/cors",
  family: "app",
  language: "go",
  install: "go get github.com/rs/cors",
  placement: "It wraps everything that ListenAndServe is given, authentication included. The same options fit github.com/go-chi/cors.",
  restart: "Build and start the server again.",
  docs: "https://pkg.go.dev/github.com/rs/cors",
  pitfalls: [
    {
      id: "default-methods",
      text: "Without AllowedMethods only GET, HEAD and POST pass; with it, only what it lists: a GET that is not in the list loses its headers too.",
    },
  ],
  likely: (reply) => (variesBy(reply, "Origin, Access-Control-Request-Method, Access-Control-Request-Headers") ? 0.4 : 0),
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const fields = optionFields(admission.policy);
  return snippets(
    [
      GO_IMPORTS,
      go`import "github.com/rs/cors"
`,
    ],
    [
      WRAP_HANDLER,
      go`handler = cors.New(cors.Options{
${goFields(fields)}
}).Handler(handler)
`,
    ],
  );
}

/** go-chi/cors grew out of rs/cors and kept its options. */
export function optionFields({ origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge }: Admitted): GoField[] {
  const fields: GoField[] = [
    [go`AllowedOrigins`, goStrings(origins ?? ["*"])],
    [go`AllowedMethods`, goStrings(withSafelisted(methods))],
  ];
  if (headers.length > 0) fields.push([go`AllowedHeaders`, goStrings(headers)]);
  else fields.push(go`// An empty list would allow Content-Type and X-Requested-With:`, [go`AllowedHeaders`, goStrings(["Accept"])]);
  if (exposed.length > 0) fields.push([go`ExposedHeaders`, goStrings(exposed)]);
  if (credentialsUnsure) fields.push(MAY_BE_DROPPED);
  if (credentials) fields.push([go`AllowCredentials`, go`true`]);
  if (maxAge !== null) fields.push([go`MaxAge`, goMaxAge(maxAge)]);
  return fields;
}
