import { java, javaNumber, javaStrings } from "../encode/java";
import { join } from "../encode/lit";
import type { Policy, Rendered, Stack } from "../policy";
import { admit } from "./admit";
import { withSafelisted } from "./methods";
import { snippets } from "./snippets";
import { MAY_BE_DROPPED, originArguments, SPRING_RESTART, saysVaryLikeSpring } from "./spring";

export const springCrossOrigin: Stack = {
  id: "spring-crossorigin",
  title: "Spring MVC, @CrossOrigin on a controller",
  family: "app",
  language: "java",
  install: "",
  placement:
    "It covers the routes of this controller only: unknown paths get a 404 without CORS headers. With Spring Security, take its recipe instead: the login answers preflights before any controller does.",
  restart: SPRING_RESTART,
  docs: "https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html",
  pitfalls: [
    {
      id: "without-arguments",
      text: "@CrossOrigin without arguments allows `*`, which does not count for a request with cookies.",
    },
  ],
  likely: (reply) => (saysVaryLikeSpring(reply) ? 0.5 : 0),
  render,
};

/** Values of the enum RequestMethod that a page can send. */
const NAMED = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { methods, headers, exposed, credentials, credentialsUnsure, maxAge } = admission.policy;
  if (methods.some((method) => !NAMED.has(method)))
    return {
      ok: false,
      refusal: "@CrossOrigin knows no other methods than GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS.",
      tryInstead: "spring-corsregistry",
    };
  const constants = withSafelisted(methods).map((method) => java`RequestMethod.${METHOD_NAMES[method] ?? java`GET`}`);
  const lines = [java`    origins = {${originArguments(admission.policy)}},`, java`    methods = {${join(constants, ", ")}},`];
  if (headers.length > 0) lines.push(java`    allowedHeaders = {${javaStrings(headers)}},`);
  else lines.push(java`    allowedHeaders = "Accept", // an empty list would allow every header`);
  if (exposed.length > 0) lines.push(java`    exposedHeaders = {${javaStrings(exposed)}},`);
  if (credentials) lines.push(java`    allowCredentials = "true",${credentialsUnsure ? MAY_BE_DROPPED : java``}`);
  lines.push(maxAge === null ? java`    maxAge = 1800)` : java`    maxAge = ${javaNumber(maxAge)})`);
  return snippets(
    [
      { file: "the controller's file", where: "among its imports", slot: "imports" },
      java`import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.RequestMethod;
`,
    ],
    [
      { file: "the controller's file", where: "above the class, beside @RestController", slot: "annotation" },
      java`@CrossOrigin(
${join(lines, "\n")}
`,
    ],
  );
}

const METHOD_NAMES: Readonly<Record<string, ReturnType<typeof java>>> = {
  GET: java`GET`,
  HEAD: java`HEAD`,
  POST: java`POST`,
  PUT: java`PUT`,
  PATCH: java`PATCH`,
  DELETE: java`DELETE`,
  OPTIONS: java`OPTIONS`,
};
