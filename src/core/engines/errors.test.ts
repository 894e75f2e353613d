import { describe, expect, it } from "vitest";
import { NOT_CORS_SENTENCES } from "../diagnosis/notCors";
import { CHROMIUM_ERRORS } from "./chromiumErrors";
import { classOfError, isLocalNetworkError } from "./errors";
import { FIREFOX_ERRORS } from "./firefoxErrors";

describe("which failure an error names", () => {
  it.each<[string, string | null]>([
    ["net::ERR_FAILED", null],
    ["unstated", null],
    ["net::ERR_CONNECTION_REFUSED", "connection-refused"],
    ["net::ERR_SOMETHING_NEW", "network"],
    ["NS_ERROR_DOM_BAD_URI", null],
    ["NS_ERROR_CONNECTION_REFUSED", "connection-refused"],
    ["NS_ERROR_UNKNOWN_HOST", "dns"],
    ["NS_BINDING_ABORTED", "aborted"],
    ["NS_BASE_STREAM_CLOSED", "aborted"],
    ["NS_ERROR_TRACKING_URI", "blocked-by-client"],
    ["NS_ERROR_NET_ON_RECEIVING_FROM", "connection-reset"],
    ["NS_ERROR_CORRUPTED_CONTENT", "protocol-error"],
    ["NS_ERROR_SOMETHING_NEW", "network"],
    ["SSL received a record that exceeded the maximum permissible length.", "tls"],
    ["Dem Zertifikat wird nicht vertraut, weil es vom Aussteller selbst signiert wurde.", "tls"],
  ])("%s: %s", (error, notCors) => {
    expect(classOfError(error)).toBe(notCors);
  });

  it.each<[string, string | null]>([
    ["NS_ERROR_UNEXPECTED", null],
    ["NS_ERROR_NET_ON_RECEIVING_FROM", null],
    ["NS_ERROR_CORRUPTED_CONTENT", "redirect-scheme"],
    ["NS_ERROR_REDIRECT_LOOP", "redirect-loop"],
  ])("%s after a redirect: %s", (error, notCors) => {
    expect(classOfError(error, true)).toBe(notCors);
  });

  it("has a sentence for every class", () => {
    for (const [, notCors] of [...CHROMIUM_ERRORS, ...FIREFOX_ERRORS]) expect(NOT_CORS_SENTENCES).toHaveProperty(notCors);
  });

  it("knows both browsers' refusal of the local network", () => {
    expect(isLocalNetworkError("net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS")).toBe(true);
    expect(isLocalNetworkError("NS_ERROR_LOCAL_NETWORK_ACCESS_DENIED")).toBe(true);
  });
});
