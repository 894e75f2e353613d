import { type Fields, getHeader } from "./headers";

/** https://fetch.spec.whatwg.org/#cors-preflight-cache */

/** Step 7.9 of the CORS-preflight fetch: seconds, 5 when the value is absent or no delta-seconds. Engines cap it (step 7.10). */
export function extractMaxAge(headers: Fields): number {
  const value = getHeader(headers, "Access-Control-Max-Age");
  return value !== null && /^\d+$/.test(value) ? Number(value) : 5;
}
