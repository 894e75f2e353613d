import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assemble } from "../exchange/assemble";
import type { Header, NetworkEvent } from "../exchange/networkEvent";
import { diagnose } from "./diagnose";

const APP = "http://app.test";
const API = "http://api.test/x";

interface Shown {
  readonly method?: string;
  readonly asks?: string;
  readonly sent?: readonly Header[];
  readonly preflight?: { readonly status?: number; readonly headers: readonly Header[] };
  readonly reply?: { readonly status?: number; readonly headers: readonly Header[] };
  readonly error?: string;
  readonly accepted?: boolean;
  readonly type?: string;
  readonly url?: string;
}

/** What Chromium shows of one request; whatever is absent was not seen. */
function seen({
  method = "GET",
  asks,
  sent = [],
  preflight,
  reply,
  error = "net::ERR_FAILED",
  accepted = false,
  type = "xmlhttprequest",
  url = API,
}: Shown) {
  const context = { tabId: 1, frameId: 0, documentId: "d", initiator: APP, type };
  const at = (requestId: string, timeStamp: number) => ({ requestId, timeStamp, url });
  const events: NetworkEvent[] = [{ ...at("1", 1), kind: "started", method, context }];
  if (preflight !== undefined) {
    const ask: Header[] = [
      ["Origin", APP],
      ["Access-Control-Request-Method", method],
    ];
    if (asks !== undefined) ask.push(["Access-Control-Request-Headers", asks]);
    events.push({ ...at("2", 2), kind: "started", method: "OPTIONS", context });
    events.push({ ...at("2", 3), kind: "sent", headers: ask });
    events.push({ ...at("2", 4), kind: "answered", status: preflight.status ?? 204, statusLine: "", headers: preflight.headers });
    events.push({ ...at("2", 5), kind: "accepted", status: 204, fromCache: false });
  }
  if (reply !== undefined) {
    events.push({ ...at("1", 6), kind: "sent", headers: [["Origin", APP], ...sent] });
    events.push({ ...at("1", 7), kind: "answered", status: reply.status ?? 200, statusLine: "", headers: reply.headers });
  }
  events.push(accepted ? { ...at("1", 8), kind: "accepted", status: 200, fromCache: false } : { ...at("1", 8), kind: "failed", error });
  const [exchange] = assemble(events);
  if (exchange === undefined) throw new Error("no exchange");
  return exchange;
}

const allow = (origin: string, ...more: Header[]): Header[] => [["Access-Control-Allow-Origin", origin], ...more];
const CREDENTIALS: Header = ["Access-Control-Allow-Credentials", "true"];

describe("all failures at once", () => {
  it("lists all four of a preflight without any CORS header for PUT with authorization and credentials", () => {
    const { reason, failures, certainty } = diagnose(
      seen({ method: "PUT", asks: "authorization", preflight: { headers: [] }, type: "ping" }),
    );
    expect([reason, certainty]).toEqual(["PreflightMissingAllowOriginHeader", "certain"]);
    expect(failures.map((failure) => failure.reason)).toEqual([
      "PreflightMissingAllowOriginHeader",
      "PreflightInvalidAllowCredentials",
      "MethodDisallowedByPreflightResponse",
      "HeaderDisallowedByPreflightResponse",
    ]);
  });

  it("shows the ladder: passed, failed, would fail, not reached", () => {
    const { ladder } = diagnose(seen({ method: "PUT", asks: "x-a", preflight: { headers: allow(APP, CREDENTIALS) } }));
    expect(ladder.map(({ check, status }) => `${check} ${status}`)).toEqual([
      "no-redirect passed",
      "allow-origin passed",
      "allow-credentials passed",
      "ok-status passed",
      "methods-parse passed",
      "headers-parse passed",
      "method-allowed failed",
      "header-allowed:x-a would-fail",
      "allow-origin not-reached",
    ]);
  });
});

describe("credentials by hypotheses", () => {
  it("is undecided where the same evidence fits two reasons, the likelier first", () => {
    const { certainty, candidates, reason } = diagnose(seen({ method: "PUT", preflight: { headers: allow("*") } }));
    expect(certainty).toBe("undecided");
    expect(reason).toBe("MethodDisallowedByPreflightResponse");
    expect(candidates.map(({ reason: one, when }) => [one, when])).toEqual([
      ["MethodDisallowedByPreflightResponse", "credentials are not included"],
      ["PreflightWildcardOriginNotAllowed", "credentials are included"],
    ]);
  });

  it.each<[string, Shown, string | null, string]>([
    ["by elimination", { reply: { headers: allow("*") } }, "WildcardOriginNotAllowed", "inferred"],
    ["by a cookie", { sent: [["Cookie", "[redacted#1]"]], reply: { headers: allow("*") } }, "WildcardOriginNotAllowed", "certain"],
    [
      "by Sec-Fetch-Storage-Access",
      {
        url: "http://127.0.0.1/x",
        sent: [
          ["Sec-Fetch-Site", "cross-site"],
          ["Sec-Fetch-Storage-Access", "none"],
        ],
        reply: { headers: allow(APP) },
      },
      "InvalidAllowCredentials",
      "certain",
    ],
    ["a missing header needs no credentials", { reply: { headers: [] } }, "MissingAllowOriginHeader", "certain"],
  ])("%s", (_, shown, reason, certainty) => {
    const diagnosis = diagnose(seen(shown));
    expect([diagnosis.reason, diagnosis.certainty]).toEqual([reason, certainty]);
  });

  it("calls a refusal that no header explains unknown, never CORS", () => {
    const diagnosis = diagnose(
      seen({
        url: "http://127.0.0.1/x",
        sent: [
          ["Sec-Fetch-Mode", "cors"],
          ["Sec-Fetch-Site", "cross-site"],
        ],
        reply: { headers: allow("*") },
      }),
    );
    expect([diagnosis.verdict, diagnosis.reason]).toEqual(["unknown", null]);
  });
});

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

describe("values that were cut", () => {
  it("never lead to a certain answer about a list", () => {
    const cut: Header = ["Access-Control-Allow-Headers", "x-b", 9000];
    const { verdict, unknowns } = diagnose(seen({ asks: "x-a", preflight: { headers: allow(APP, CREDENTIALS, cut) } }));
    expect(verdict).toBe("unknown");
    expect(unknowns.join()).toMatch(/8 kB/);
  });
});

describe("any evidence (property)", () => {
  const header = fc.tuple(
    fc.constantFrom("Access-Control-Allow-Origin", "Access-Control-Allow-Methods", "Location", "X"),
    fc.string({ unit: "binary", maxLength: 60 }),
  );
  const headers = fc.array(header, { maxLength: 6 });
  it("never throws, and a verdict of blocked always has a failing check at its place", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("GET", "PUT", "patch"),
        headers,
        headers,
        fc.integer({ min: 100, max: 599 }),
        fc.boolean(),
        (method, a, b, status, accepted) => {
          const exchange = seen({
            method,
            preflight: { status, headers: a },
            ...(accepted ? { reply: { status, headers: b } } : {}),
            accepted,
          });
          const diagnosis = diagnose(exchange);
          if (diagnosis.verdict !== "blocked") return;
          expect(diagnosis.reason).not.toBeNull();
          expect(diagnosis.ladder.some((rung) => rung.status === "failed" && rung.reason === diagnosis.reason)).toBe(true);
          expect(diagnosis.failures[0]?.reason).toBe(diagnosis.reason);
        },
      ),
    );
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
