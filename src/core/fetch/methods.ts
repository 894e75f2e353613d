/** https://fetch.spec.whatwg.org/#methods */

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** https://httpwg.org/specs/rfc9110.html#tokens: what a method and a header name must be. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** https://fetch.spec.whatwg.org/#cors-safelisted-method: "`GET`, `HEAD`, or `POST`", byte for byte. */
export function isCorsSafelistedMethod(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "POST";
}

/** https://fetch.spec.whatwg.org/#forbidden-method: matched without case. */
export function isForbiddenMethod(method: string): boolean {
  return /^(?:connect|trace|track)$/i.test(method);
}

/** https://fetch.spec.whatwg.org/#concept-method-normalize: six methods are upper-cased; `patch` is not one of them. */
export function normalizeMethod(method: string): string {
  return /^(?:delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;
}
