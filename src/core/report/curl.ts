import type { Diagnosis } from "../diagnosis/diagnosis";
import type { Exchange } from "../exchange/exchange";
import { getHeader } from "../fetch/headers";
import { join } from "../remedy/encode/lit";
import { sh, shWord } from "../remedy/encode/shell";
import { refusedPart } from "../remedy/refused";
import { printed } from "./printed";

/**
 * The line that shows the server's answer without a browser: the preflight where one was involved, which changes nothing on the server, and
 * the request itself only where that is as harmless. Null where a value has no place in a shell line.
 */
export function curlLine(exchange: Exchange, diagnosis: Diagnosis): string | null {
  const part = refusedPart(exchange, diagnosis);
  if (part === null || !/^https?:\/\//i.test(part.url)) return null;
  const asPreflight = part.preflight !== null || diagnosis.preflight.needed || !/^(?:GET|HEAD)$/.test(part.method);
  const headers = [`Origin: ${diagnosis.origin ?? "null"}`];
  if (asPreflight) headers.push(`Access-Control-Request-Method: ${part.method}`);
  const asked = part.preflight?.sent ? getHeader(part.preflight.sent.headers, "Access-Control-Request-Headers") : null;
  if (asPreflight && asked !== null) headers.push(`Access-Control-Request-Headers: ${asked}`);
  const words = headers.map((header) => sh`-H ${shWord(printed(header))}`);
  const method = asPreflight ? sh`-X OPTIONS ` : sh``;
  // -g: brackets in a URL are not patterns. --url: a URL that begins with a dash is no option.
  const line = sh`curl -i -g ${method}--url ${shWord(printed(part.url))} ${join(words, " ")}`;
  return line.refusal === null ? line.text : null;
}
