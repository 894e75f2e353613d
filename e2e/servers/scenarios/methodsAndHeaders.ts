import type { Reply } from "./scenario";
import {
  allowCredentials,
  allowHeaders,
  allowMethods,
  allowOrigin,
  blockedWithPreflight,
  get,
  group,
  json,
  put,
  reply,
  withHeader,
} from "./write";

/** Allows the origin with credentials too, so that method and headers are the only fault whatever the credentials mode. */
const ORIGIN = [allowOrigin("{origin}"), allowCredentials()] as const;
const preflight = (answer: Reply) => [{ preflight: answer, reply: json(200, ...ORIGIN) }];
const method = (failedParameter: string) => blockedWithPreflight("MethodDisallowedByPreflightResponse", { failedParameter });
const header = (failedParameter: string) => blockedWithPreflight("HeaderDisallowedByPreflightResponse", { failedParameter });

export const METHODS_AND_HEADERS = group("Methods and headers", [
  [
    "methods-unparsable",
    "Allow-Methods cannot be parsed",
    "A PUT; the server separates the methods with semicolons.",
    put(),
    preflight(reply(204, ...ORIGIN, allowMethods("GET; PUT"))),
    blockedWithPreflight("InvalidAllowMethodsPreflightResponse"),
  ],
  [
    "headers-unparsable",
    "Allow-Headers cannot be parsed",
    "A PUT; the server prints its list of headers as an array.",
    put(),
    preflight(reply(204, ...ORIGIN, allowMethods("PUT"), allowHeaders('["content-type"]'))),
    blockedWithPreflight("InvalidAllowHeadersPreflightResponse"),
  ],
  [
    "method-absent",
    "No Allow-Methods",
    "A PUT; the server allows the origin and no method.",
    put(),
    preflight(reply(204, ...ORIGIN)),
    method("PUT"),
  ],
  [
    "method-not-listed",
    "DELETE is not listed",
    "A DELETE; the server lists only GET and POST.",
    get({ method: "DELETE" }),
    preflight(reply(204, ...ORIGIN, allowMethods("GET, POST"))),
    method("DELETE"),
  ],
  [
    "method-lower-case-patch",
    "patch in small letters",
    "The page writes patch; fetch() does not capitalise it, and the server lists PATCH.",
    get({ method: "patch" }),
    preflight(reply(204, ...ORIGIN, allowMethods("GET, PATCH"))),
    method("patch"),
  ],
  [
    "method-listed-lower-case",
    "put listed in small letters",
    "A PUT; the server lists put, and methods are compared letter by letter.",
    put(),
    preflight(reply(204, ...ORIGIN, allowMethods("put"))),
    method("PUT"),
  ],
  [
    "method-wildcard-with-credentials",
    "Methods *, with credentials",
    "A PUT with credentials; the server allows all methods with *, which then is only a name.",
    put({ credentials: "include" }),
    preflight(reply(204, ...ORIGIN, allowMethods("*"))),
    method("PUT"),
  ],
  [
    "method-and-header",
    "Neither method nor header",
    "A PUT with a trace header; the server allows neither: the browser names the method, the header would be next.",
    put({ headers: [["X-Trace-Id", "42"]] }),
    preflight(reply(204, ...ORIGIN, allowMethods("GET"))),
    method("PUT"),
  ],
  [
    "header-custom",
    "X-Trace-Id is not listed",
    "A GET with a custom header that the server does not list.",
    withHeader(["X-Trace-Id", "42"]),
    preflight(reply(204, ...ORIGIN, allowHeaders("content-type"))),
    header("x-trace-id"),
  ],
  [
    "header-authorization",
    "Authorization is not listed",
    "A GET with a bearer token; the server lists only Content-Type.",
    withHeader(["Authorization", "Bearer playground"]),
    preflight(reply(204, ...ORIGIN, allowHeaders("Content-Type"))),
    header("authorization"),
  ],
  [
    "header-content-type-json",
    "Content-Type for JSON is not listed",
    "A POST of JSON; the server lists no header, and JSON makes Content-Type one that must be.",
    get({ method: "POST", headers: [["Content-Type", "application/json"]], body: '{"a":1}' }),
    preflight(reply(204, ...ORIGIN, allowMethods("POST"))),
    header("content-type"),
  ],
  [
    "header-two-missing",
    "Two headers are not listed",
    "A GET with two custom headers; the server lists neither, the browser names one.",
    withHeader(["X-Trace-Id", "42"], ["X-Client", "web"]),
    preflight(reply(204, ...ORIGIN, allowHeaders("content-type"))),
    header("x-trace-id"),
  ],
  [
    "header-wildcard-with-credentials",
    "Headers *, with credentials",
    "A GET with credentials and a custom header; the server allows all headers with *, which then is only a name.",
    get({ credentials: "include", headers: [["X-Trace-Id", "42"]] }),
    preflight(reply(204, ...ORIGIN, allowHeaders("*"))),
    header("x-trace-id"),
  ],
]);
