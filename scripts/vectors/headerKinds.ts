import {
  chromiumPreflightedHeaderNames,
  chromiumUnsafeRequestHeaderNames,
  isAdAuctionTrustedSignals,
  isChromiumSafelistedHeader,
  isChromiumSafelistedMethod,
} from "../../src/core/engines/chromiumHeaders";
import { isForbiddenMethod } from "../../src/core/fetch/methods";
import { isNoCorsSafelistedRequestHeaderName, isPrivilegedNoCorsRequestHeaderName } from "../../src/core/fetch/noCorsHeaders";
import { isCorsSafelistedResponseHeaderName } from "../../src/core/fetch/responseHeaders";
import { flag, headerList, type Json, Malformed, text } from "./input";

export type Judge = (input: Json, expected: Json) => Json;

const BYTE = "<byte>";

/** Every byte put in turn into the template; those above 0x7F must agree. */
function byteSweep(input: Json): Json {
  const name = text(input, "name");
  const template = text(input, "valueTemplate");
  if (!template.includes(BYTE)) throw new Malformed(`valueTemplate should hold ${BYTE}`);
  const allowed = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).filter((character) =>
    isChromiumSafelistedHeader(
      name,
      template.replaceAll(BYTE, () => character),
    ),
  );
  const high = allowed.filter((character) => character > "\x7f").length;
  return {
    allowedAscii: allowed.filter((character) => character <= "\x7f").join(""),
    bytes128to255: high === 0 ? "not allowed" : high === 128 ? "allowed" : "some allowed",
  };
}

export const HEADER_KINDS: Readonly<Record<string, Judge>> = {
  "safelisted-method": (input) => ({ safelisted: isChromiumSafelistedMethod(text(input, "method")) }),
  "forbidden-method": (input) => ({ forbidden: isForbiddenMethod(text(input, "method")) }),
  "safelisted-request-header": (input) => {
    const [name, value] = [text(input, "name"), text(input, "value")];
    const adAuction = flag(input, "adAuctionTrustedSignals") && isAdAuctionTrustedSignals(name, value);
    return { safelisted: adAuction || isChromiumSafelistedHeader(name, value) };
  },
  "safelisted-request-header-byte-sweep": byteSweep,
  "safelisted-response-header": (input) => ({ safelisted: isCorsSafelistedResponseHeaderName(text(input, "name")) }),
  "no-cors-safelisted-header-name": (input) => ({ safelisted: isNoCorsSafelistedRequestHeaderName(text(input, "name")) }),
  "privileged-no-cors-header-name": (input) => ({ privileged: isPrivilegedNoCorsRequestHeaderName(text(input, "name")) }),
  // Two functions of Chromium share this kind: only the one that leaves forbidden headers out knows of revalidation.
  "cors-unsafe-request-header-names": (input) => {
    const headers = headerList(input, "headers");
    if (input.isRevalidating === undefined) return { names: chromiumUnsafeRequestHeaderNames(headers) };
    return { names: chromiumPreflightedHeaderNames(headers, flag(input, "isRevalidating")) };
  },
};
