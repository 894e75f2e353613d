import { type GoField, go, goFields, goStrings } from "../encode/go";
import type { Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { GO_IMPORTS, goMaxAge, MAY_BE_DROPPED, WRAP_HANDLER } from "./goPlaces";
import { snippets } from "./snippets";

export const jub0bsCors: Stack = {
  id: "jub0bs-cors",
  title: "Go with jub0bs/cors",
  family: "app",
  language: "go",
  install: "go get github.com/jub0bs/cors",
  placement:
    "It wraps everything that ListenAndServe is given, authentication included. A configuration that cannot work stops the server at its start.",
  restart: "Build and start the server again.",
  docs: "https://pkg.go.dev/github.com/jub0bs/cors",
  pitfalls: [],
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge } = admission.policy;
  if (credentials && !credentialsUnsure && origins?.some(isInsecure))
    return {
      ok: false,
      refusal: "jub0bs/cors refuses credentials for an origin that is neither https nor on localhost: serve the page over https.",
      tryInstead: "rs-cors",
    };
  const fields: GoField[] = [[go`Origins`, goStrings(origins ?? ["*"])]];
  if (methods.length > 0) fields.push([go`Methods`, goStrings(methods)]);
  if (headers.length > 0) fields.push([go`RequestHeaders`, goStrings(headers)]);
  if (exposed.length > 0) fields.push([go`ResponseHeaders`, goStrings(exposed)]);
  if (withCredentials(admission.policy)) fields.push(...(credentialsUnsure ? [MAY_BE_DROPPED] : []), [go`Credentialed`, go`true`]);
  if (maxAge !== null) fields.push([go`MaxAgeInSeconds`, goMaxAge(maxAge)]);
  return snippets(
    [
      GO_IMPORTS,
      go`import "github.com/jub0bs/cors"
`,
    ],
    [
      WRAP_HANDLER,
      go`corsMiddleware, err := cors.NewMiddleware(cors.Config{
${goFields(fields)}
})
if err != nil {
	log.Fatal(err)
}
handler = corsMiddleware.Wrap(handler)
`,
    ],
  );
}

/** Where it is not known whether credentials are needed, an insecure origin goes without: the package would refuse the two together. */
function withCredentials({ origins, credentials }: Admitted): boolean {
  return credentials && !origins?.some(isInsecure);
}

function isInsecure(origin: string): boolean {
  return !/^https:|^http:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?::|$)/.test(origin);
}
