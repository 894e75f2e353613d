import { describe, expect, it } from "vitest";
import type { Header } from "../exchange/networkEvent";
import { diagnose } from "./diagnose";
import { APP, allow, CREDENTIALS, type Shown, seen } from "./seen.fixture";

describe("causes", () => {
  it.each<[string, Shown]>([
    ["error-response-without-cors-headers", { reply: { status: 503, headers: [] } }],
    ["server-never-opted-in", { reply: { headers: [] } }],
    ["allow-origin-forgotten", { reply: { headers: [CREDENTIALS] } }],
    ["preflight-needs-auth", { method: "PUT", preflight: { status: 401, headers: [] } }],
    ["preflight-not-routed", { method: "PUT", preflight: { status: 405, headers: allow(APP, CREDENTIALS) } }],
    ["preflight-server-error", { method: "PUT", preflight: { status: 502, headers: [] } }],
    ["preflight-refused", { method: "PUT", preflight: { status: 400, headers: [] } }],
    ["preflight-redirected", { method: "PUT", preflight: { status: 302, headers: [["Location", "http://other.test/"]] } }],
    ["preflight-redirected-by-slash", { method: "PUT", preflight: { status: 301, headers: [["Location", "/x/"]] } }],
    ["preflight-redirected-to-https", { method: "PUT", preflight: { status: 301, headers: [["Location", "https://api.test/x"]] } }],
    [
      "preflight-redirected-to-login",
      { method: "PUT", preflight: { status: 302, headers: [["Location", "https://id.test/login?next=1"]] } },
    ],
    ["redirect-without-cors-headers", { reply: { status: 302, headers: [["Location", "http://other.test/"]] } }],
    ["redirected-by-slash", { reply: { status: 301, headers: [["Location", "/x/"]] } }],
    ["redirected-to-https", { reply: { status: 301, headers: [["Location", "https://api.test/x"]] } }],
    ["redirected-to-login", { reply: { status: 302, headers: [["Location", "https://id.test/oauth2/authorize"]] } }],
    ["redirect-with-credentials", { reply: { status: 302, headers: allow(APP, CREDENTIALS, ["Location", "http://u:p@other.test/"]) } }],
    ["credentials-with-wildcard", { reply: { headers: allow("*") } }],
    ["credentials-not-allowed", { reply: { headers: allow(APP) } }],
    ["two-layers-add-cors", { reply: { headers: [...allow("*"), ...allow(APP)] } }],
    ["two-layers-add-cors", { reply: { headers: allow(`${APP},${APP}`) } }],
    ["list-of-origins", { reply: { headers: allow(`${APP}, http://b.test`) } }],
    ["malformed-allow-origin", { reply: { headers: allow("app.test") } }],
    ["malformed-list", { method: "PUT", preflight: { headers: allow(APP, CREDENTIALS, ["Access-Control-Allow-Methods", "PUT;GET"]) } }],
    ["method-not-allowed", { method: "PUT", preflight: { headers: allow(APP, CREDENTIALS) } }],
    ["method-case", { method: "patch", preflight: { headers: allow(APP, CREDENTIALS, ["Access-Control-Allow-Methods", "PATCH"]) } }],
    ["header-not-allowed", { asks: "x-a", preflight: { headers: allow(APP, CREDENTIALS) } }],
    ["tool-added-header", { asks: "sentry-trace", preflight: { headers: allow(APP, CREDENTIALS) } }],
    ["allow-origin-as-request-header", { asks: "access-control-allow-origin", preflight: { headers: allow(APP, CREDENTIALS) } }],
    ["origin-differs-by-slash", { reply: { headers: allow(`${APP}/`) } }],
    ["origin-differs-by-case", { reply: { headers: allow("HTTP://app.test") } }],
    ["origin-differs-by-port", { reply: { headers: allow(`${APP}:3000`) } }],
    ["origin-differs-by-scheme", { reply: { headers: allow("https://app.test") } }],
    ["origin-differs-by-www", { reply: { headers: allow("http://www.app.test") } }],
    ["origin-differs-by-host", { reply: { headers: allow("http://b.test") } }],
    ["null-origin-after-redirect", { sent: [], reply: { headers: allow(APP) } }],
    ["local-network-access", { error: "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS" }],
    [
      "cookies-stayed-away",
      {
        url: "http://127.0.0.1/x",
        sent: [
          ["Sec-Fetch-Mode", "cors"],
          ["Sec-Fetch-Site", "cross-site"],
          ["Sec-Fetch-Storage-Access", "none"],
        ],
        reply: { status: 401, headers: allow(APP, CREDENTIALS) },
        accepted: true,
      },
    ],
    [
      "no-cors-as-a-fix",
      {
        url: "http://127.0.0.1/x",
        sent: [["Sec-Fetch-Mode", "no-cors"]],
        reply: { headers: [["Cross-Origin-Resource-Policy", "same-origin"]] },
        error: "net::ERR_BLOCKED_BY_RESPONSE",
      },
    ],
    [
      "response-header-not-exposed",
      { reply: { headers: allow("*", ["X-Total-Count", "120"], ["Access-Control-Expose-Headers", "x-other"]) }, accepted: true },
    ],
    [
      "reply-rewritten",
      {
        url: "http://127.0.0.1/x",
        sent: [
          ["Sec-Fetch-Mode", "cors"],
          ["Sec-Fetch-Site", "cross-site"],
        ],
        reply: { headers: [] },
        accepted: true,
      },
    ],
  ])("%s", (cause, shown) => {
    const exchange = seen(shown);
    if (cause === "null-origin-after-redirect") {
      const hop = exchange.main?.hops[0];
      if (hop?.sent == null) throw new Error("the request was sent");
      Object.assign(hop.sent, { headers: [["Origin", "null"]] });
    }
    expect(diagnose(exchange).cause).toBe(cause);
  });
});

describe("healthy traffic", () => {
  it.each<[string, Header[]]>([
    ["plain", allow("*")],
    ["with ids and tags", allow("*", ["ETag", '"1"'], ["X-Request-Id", "7"])],
    ["exposed by name", allow("*", ["X-Total-Count", "120"], ["Access-Control-Expose-Headers", "X-TOTAL-COUNT"])],
    ["exposed by wildcard", allow("*", ["Link", "<x>"], ["Access-Control-Expose-Headers", "*"])],
  ])("has no cause: %s", (_, headers) => {
    const { verdict, cause } = diagnose(seen({ reply: { headers }, accepted: true }));
    expect([verdict, cause]).toEqual(["allowed", null]);
  });
});
