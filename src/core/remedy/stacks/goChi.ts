import { type GoField, go, goFields, goStrings } from "../encode/go";
import type { Policy, Rendered, Stack } from "../policy";
import { admit } from "./admit";
import { GO_IMPORTS, goMaxAge, MAY_BE_DROPPED } from "./goPlaces";
import { withSafelisted } from "./methods";
import { snippets } from "./snippets";

export const goChi: Stack = {
  id: "go-chi-cors",
  title: "chi with go-chi/cors",
  family: "app",
  language: "go",
  install: "go get github.com/go-chi/cors",
  placement: "chi takes middleware before the first route only, and this one comes before authentication.",
  restart: "Build and start the server again.",
  docs: "https://github.com/go-chi/cors",
  pitfalls: [
    {
      id: "after-login",
      text: "After a login middleware it never sees a preflight, which carries no token: the login answers it.",
    },
  ],
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge } = admission.policy;
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
  return snippets(
    [
      GO_IMPORTS,
      go`import "github.com/go-chi/cors"
`,
    ],
    [
      { file: "main.go", where: "right after r := chi.NewRouter(), before every other r.Use and every route", slot: "middleware" },
      go`r.Use(cors.Handler(cors.Options{
${goFields(fields)}
}))
`,
    ],
  );
}
