import { type GoField, go, goFields, goNumber, goStrings } from "../encode/go";
import type { Policy, Rendered, Stack } from "../policy";
import { admit } from "./admit";
import { GO_IMPORTS, MAY_BE_DROPPED } from "./goPlaces";
import { snippets } from "./snippets";

export const gin: Stack = {
  id: "gin",
  title: "Gin with gin-contrib/cors",
  family: "app",
  language: "go",
  install: "go get github.com/gin-contrib/cors",
  placement:
    "r.Use counts for what is registered after it, so it comes before authentication and every route. Requests from other origins get 403.",
  restart: "Build and start the server again.",
  docs: "https://github.com/gin-contrib/cors",
  pitfalls: [
    {
      id: "use-after-routes",
      text: "Routes that are registered before r.Use(cors.New(…)) have no CORS headers: the call goes above them.",
    },
  ],
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge } = admission.policy;
  const fields: GoField[] = [origins === null ? [go`AllowAllOrigins`, go`true`] : [go`AllowOrigins`, goStrings(origins)]];
  const schemes = [...new Set(origins?.map((origin) => origin.replace(/(:\/\/).*/, "$1")))].filter((scheme) => !scheme.startsWith("http"));
  // Without this the package stops the server at an origin of a browser extension or an app.
  if (schemes.length > 0) fields.push([go`CustomSchemas`, goStrings(schemes)]);
  if (methods.length > 0) fields.push([go`AllowMethods`, goStrings(methods)]);
  if (headers.length > 0) fields.push([go`AllowHeaders`, goStrings(headers)]);
  if (exposed.length > 0) fields.push([go`ExposeHeaders`, goStrings(exposed)]);
  if (credentialsUnsure) fields.push(MAY_BE_DROPPED);
  if (credentials) fields.push([go`AllowCredentials`, go`true`]);
  if (maxAge !== null) fields.push([go`MaxAge`, go`${goNumber(maxAge)} * time.Second`]);
  return snippets(
    [GO_IMPORTS, maxAge === null ? IMPORT : WITH_TIME],
    [
      { file: "main.go", where: "right after r := gin.Default(), before authentication and every route", slot: "middleware" },
      go`${origins === null ? go`` : VARY}r.Use(cors.New(cors.Config{
${goFields(fields)}
}))
`,
    ],
  );
}

/** The package says Vary only to origins that it allows; a cache would hand the other replies to anybody. */
const VARY = go`r.Use(func(c *gin.Context) { c.Writer.Header().Add("Vary", "Origin") })
`;

const IMPORT = go`import "github.com/gin-contrib/cors"
`;
const WITH_TIME = go`import (
	"time"

	"github.com/gin-contrib/cors"
)
`;
