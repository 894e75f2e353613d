import { type Fields, getHeader } from "./headers";
import { type CredentialsMode, failure, type Outcome, SUCCESS } from "./outcome";

/** https://fetch.spec.whatwg.org/#concept-cors-check. `requestOrigin` is already byte-serialised (`null` once tainted). */
export function corsCheck(requestOrigin: string, credentialsMode: CredentialsMode, responseHeaders: Fields): Outcome<"cors-check"> {
  const origin = getHeader(responseHeaders, "Access-Control-Allow-Origin"); // 1.
  if (origin === null) return failure("cors-check", 2, { origin }); // 2. If origin is null, then return failure.
  if (credentialsMode !== "include" && origin === "*") return SUCCESS; // 3.
  if (requestOrigin !== origin) return failure("cors-check", 4, { origin, requestOrigin }); // 4.
  return checkCredentials(credentialsMode, responseHeaders);
}

/** Steps 5 to 8 of the CORS check, apart so that they can be run when an earlier step has already failed. */
export function checkCredentials(credentialsMode: CredentialsMode, responseHeaders: Fields): Outcome<"cors-check"> {
  if (credentialsMode !== "include") return SUCCESS; // 5.
  const credentials = getHeader(responseHeaders, "Access-Control-Allow-Credentials"); // 6.
  if (credentials === "true") return SUCCESS; // 7.
  return failure("cors-check", 8, { credentials }); // 8. Return failure.
}
