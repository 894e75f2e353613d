import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readConsole } from "./readConsole";

const CORS =
  "Access to fetch at 'https://api.test/x' from origin 'https://app.test' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";

describe("readConsole", () => {
  it.each<[line: string, id: string, url?: string]>([
    ["GET http://localhost:8080/x net::ERR_CONNECTION_REFUSED", "connection-refused", "http://localhost:8080/x"],
    ["Failed to load resource: net::ERR_NAME_NOT_RESOLVED", "dns"],
    ["GET https://ads.test/ net::ERR_BLOCKED_BY_CLIENT", "blocked-by-client", "https://ads.test/"],
    ["net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin 200 (OK)", "corp"],
    ["net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS", "local-network-access"],
    ["net::ERR_CERT_AUTHORITY_INVALID", "tls"],
    ["net::ERR_SOMETHING_NEW", "network"],
    ["Uncaught (in promise) TypeError: Failed to fetch", "says-nothing"],
    ["TypeError: NetworkError when attempting to fetch resource.", "says-nothing"],
    ["TypeError: Load failed", "says-nothing"],
    ["AxiosError: Network Error", "says-nothing"],
    ["POST https://api.test/x net::ERR_FAILED", "says-nothing", "https://api.test/x"],
    [
      "Mixed Content: The page at 'https://a.test/' was loaded over HTTPS, but requested an insecure resource 'http://b.test/'.",
      "mixed-content",
      "https://a.test/",
    ],
    ["Blocked loading mixed active content “http://b.test/x”", "mixed-content", "http://b.test/x"],
    [
      "Refused to connect to 'https://b.test/' because it violates the following Content Security Policy directive: \"connect-src 'self'\".",
      "csp",
      "https://b.test/",
    ],
    ["Connecting to 'https://b.test/' violates the following Content Security Policy directive", "csp", "https://b.test/"],
    [
      "Content-Security-Policy: The page’s settings blocked the loading of a resource (connect-src) at https://b.test/ because",
      "csp",
      "https://b.test/",
    ],
    ["Cross-Origin Read Blocking (CORB) blocked cross-origin response https://b.test/ with MIME type text/html.", "orb", "https://b.test/"],
    ["A resource is blocked by OpaqueResponseBlocking, please check browser console for details.", "orb"],
    ["The resource at “https://b.test/i.png” was blocked due to its Cross-Origin-Resource-Policy header", "corp", "https://b.test/i.png"],
    ["Failed to execute 'toDataURL' on 'HTMLCanvasElement': Tainted canvases may not be exported.", "tainted-canvas"],
    ['Blocked a frame with origin "https://a.test" from accessing a cross-origin frame.', "frame-access", "https://a.test"],
    ["Refused to display 'https://b.test/' in a frame because it set 'X-Frame-Options' to 'deny'.", "frame-refused", "https://b.test/"],
    ['Refused to get unsafe header "X-Total"', "header-not-exposed"],
    ["Failed to load resource: the server responded with a status of 404 (Not Found)", "http-status"],
    ["Cross-Origin Request Blocked: x (Reason: CORS disabled).", "cors-off"],
  ])("%s", (line, id, url) => {
    const { messages, mistaken } = readConsole(line);
    expect(messages).toEqual([]);
    expect(mistaken.map((one) => [one.id, one.url])).toEqual([[id, url]]);
    expect(mistaken[0]?.sentence).toMatch(/^[A-Z`][^{]+[.]$/u);
  });

  it("does not count what only goes along with a CORS line", () => {
    const { messages, mistaken } = readConsole(
      `${CORS}\nGET https://api.test/x net::ERR_FAILED 200 (OK)\nUncaught TypeError: Failed to fetch`,
    );
    expect([messages.length, mistaken]).toEqual([1, []]);
  });

  it("tells CORS from what stands beside it", () => {
    const { messages, mistaken } = readConsole(`${CORS}\nGET https://b.test/ net::ERR_CONNECTION_REFUSED`);
    expect([messages.length, mistaken.map(({ id }) => id)]).toEqual([1, ["connection-refused"]]);
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 2000 }), (text) => readConsole(text).mistaken.length >= 0));
    expect(readConsole("Refused to connect ".repeat(5000)).messages).toEqual([]);
  });
});
