import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Header } from "../exchange/networkEvent";
import { diagnose } from "./diagnose";
import { APP, allow, CREDENTIALS, type Shown, seen } from "./seen.fixture";

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
