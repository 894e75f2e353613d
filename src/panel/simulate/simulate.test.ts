import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnose } from "../../core/diagnosis/diagnose";
import type { EngineName } from "../../core/engines/engine";
import { CURABLE, playScene, type Scene } from "../../core/remedy/scenes.fixture";
import { countChanges } from "./changes";
import { type Base, baseOf, type Draft, type Field, mainReply, preflightReply, type ReplyDraft } from "./draft";
import { applyFix, editedPolicy } from "./fix";
import { simulate } from "./simulate";

const ENGINES: readonly EngineName[] = ["chromium", "firefox", "webkit", "standard"];

const PAGE = "https://app.test";
const PREFLIGHT: Scene = {
  method: "PUT",
  asked: "x-trace",
  preflight: {
    status: 204,
    headers: [
      ["Access-Control-Allow-Origin", PAGE],
      ["Access-Control-Allow-Methods", "GET"],
      ["Access-Control-Allow-Headers", "x-trace"],
    ],
  },
  error: "net::ERR_FAILED",
};
const PLAIN: Scene = {
  reply: {
    status: 200,
    headers: [
      ["Access-Control-Allow-Origin", PAGE],
      ["Vary", "Origin"],
    ],
  },
};

function based(scene: Scene): Base {
  const exchange = playScene(scene);
  return baseOf(exchange, diagnose(exchange));
}

/** Sets a header of a reply, or takes it away. */
function put(reply: ReplyDraft, name: string, value: string | null): ReplyDraft {
  const rest = reply.fields.filter((field) => field.name !== name);
  return { ...reply, fields: value === null ? rest : [...rest, { id: `new-${name}`, name, value }] };
}

function verdictOf(base: Base, draft: Draft, engine: EngineName = "chromium"): string {
  const { diagnosis, beyond } = simulate(base, draft, engine, "chromium");
  return beyond?.kind ?? diagnosis.reason ?? diagnosis.notCors ?? diagnosis.verdict;
}

describe("an edit and its verdict", () => {
  const edits: readonly (readonly [string, Scene, (draft: Draft) => Partial<Draft>, string])[] = [
    ["nothing", PREFLIGHT, () => ({}), "MethodDisallowedByPreflightResponse"],
    [
      "the method is listed",
      PREFLIGHT,
      (draft) => ({ preflight: put(preflightReply(draft), "Access-Control-Allow-Methods", "PUT") }),
      "allowed",
    ],
    ["the method is a listed one", PREFLIGHT, () => ({ method: "GET" }), "allowed"],
    [
      "one more header is sent",
      PREFLIGHT,
      (draft) => ({ method: "GET", fields: [...draft.fields, { id: "a", name: "X-More", value: "1" }] }),
      "HeaderDisallowedByPreflightResponse",
    ],
    [
      "the preflight fails",
      PREFLIGHT,
      (draft) => ({ method: "GET", preflight: { ...preflightReply(draft), status: 500 } }),
      "PreflightInvalidStatus",
    ],
    ["the page is another", PLAIN, () => ({ origin: "https://other.test" }), "AllowOriginMismatch"],
    ["the page is the server's own", PLAIN, () => ({ origin: "https://api.test" }), "allowed"],
    ["credentials go along", PLAIN, () => ({ credentials: "include" }), "InvalidAllowCredentials"],
    ["mode no-cors", PLAIN, () => ({ mode: "no-cors" }), "no-cors-mode"],
    ["mode same-origin", PLAIN, () => ({ mode: "same-origin" }), "mode"],
    ["it needs a preflight that was not recorded", PLAIN, () => ({ method: "DELETE" }), "MethodDisallowedByPreflightResponse"],
    [
      "and that one allows it",
      PLAIN,
      (draft) => ({ method: "DELETE", preflight: put(preflightReply({ ...draft }), "Access-Control-Allow-Methods", "DELETE") }),
      "allowed",
    ],
    ["the reply redirects", PLAIN, (draft) => ({ reply: put({ ...mainReply(draft), status: 302 }, "Location", "/elsewhere") }), "followed"],
    [
      "it was refused a connection",
      { error: "net::ERR_CONNECTION_REFUSED" },
      () => ({ origin: "https://other.test" }),
      "connection-refused",
    ],
    ["which is supposed away", { error: "net::ERR_CONNECTION_REFUSED" }, () => ({ supposed: true }), "MissingAllowOriginHeader"],
  ];

  it.each(edits)("%s", (_name, scene, change, expected) => {
    const base = based(scene);
    expect(verdictOf(base, { ...base.draft, ...change(base.draft) })).toBe(expected);
  });

  it("says where credentials would make the difference, and that engines differ", () => {
    const base = based({ ...PLAIN, sent: [["Authorization", "[redacted]"]], url: "http://api.test/x" });
    const any = put(put({ status: 204, fields: [] }, "Access-Control-Allow-Origin", "*"), "Access-Control-Allow-Headers", "*");
    const draft: Draft = { ...base.draft, method: "HEAD", credentials: "unknown", preflight: any, reply: any };
    const { diagnosis, otherwise } = simulate(base, draft, "chromium", "chromium");
    expect([diagnosis.verdict, otherwise?.reason]).toEqual(["allowed", "PreflightWildcardOriginNotAllowed"]);
    expect(verdictOf(base, { ...draft, credentials: "omit" }, "standard")).toBe("HeaderDisallowedByPreflightResponse");
  });

  it("never changes the recording", () => {
    const exchange = playScene(PREFLIGHT);
    const before = JSON.stringify(exchange);
    const base = baseOf(exchange, diagnose(exchange));
    const applied = applyFix(base, base.draft, simulate(base, base.draft, "firefox", "chromium"));
    if (applied.ok) simulate(base, applied.draft, "chromium", "chromium");
    expect(JSON.stringify(exchange)).toBe(before);
  });

  it("counts what differs", () => {
    const base = based(PREFLIGHT);
    const { draft } = base;
    expect(countChanges(base, draft)).toBe(0);
    const preflight = put(put(preflightReply(draft), "Access-Control-Allow-Methods", "PUT"), "Access-Control-Max-Age", "60");
    expect(countChanges(base, { ...draft, method: "PATCH", preflight: { ...preflight, status: 200 } })).toBe(5);
  });
});

const field: fc.Arbitrary<Field> = fc.record({
  id: fc.uuid(),
  name: fc.constantFrom(
    "Access-Control-Allow-Origin",
    "access-control-allow-credentials",
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Headers",
    "Access-Control-Max-Age",
    "Vary",
    "Location",
    "X-Other",
    "Content-Type",
    "Authorization",
    "Cookie",
    "",
  ),
  value: fc.oneof(
    fc.constantFrom("*", PAGE, "null", "true", "PUT", "x-trace, authorization", "600", "/next", "https://other.test/", ", ,"),
    fc.string(),
  ),
});
const reply: fc.Arbitrary<ReplyDraft | null> = fc.option(
  fc.record({ status: fc.constantFrom(0, 200, 204, 302, 404, 500), fields: fc.array(field, { maxLength: 6 }) }),
);
const edited: fc.Arbitrary<Partial<Draft>> = fc.record(
  {
    method: fc.constantFrom("GET", "PUT", "patch", "DELETE", "x y", ""),
    origin: fc.constantFrom(PAGE, "https://other.test", "null", "https://api.test", "nonsense", ""),
    credentials: fc.constantFrom("omit" as const, "include" as const, "unknown" as const),
    mode: fc.constantFrom("cors" as const, "no-cors" as const, "same-origin" as const, "unknown" as const),
    fields: fc.array(field, { maxLength: 3 }),
    preflight: reply,
    reply,
    supposed: fc.boolean(),
  },
  { requiredKeys: [] },
);
const scenes = [...Object.values(CURABLE), PREFLIGHT, PLAIN];

describe("whatever is typed", () => {
  it("what the fix is applied to passes afterwards, in every engine", () => {
    fc.assert(
      fc.property(fc.constantFrom(...scenes), edited, fc.constantFrom(...ENGINES), (scene, change, engine) => {
        const base = based(scene);
        const draft = { ...base.draft, ...change };
        const applied = applyFix(base, draft, simulate(base, draft, engine, "chromium"));
        if (!applied.ok) return;
        for (const judge of ENGINES) {
          const { diagnosis, beyond, otherwise } = simulate(base, applied.draft, judge, "chromium");
          expect([judge, beyond?.kind ?? diagnosis.verdict, otherwise?.verdict]).toEqual([judge, beyond?.kind ?? "allowed", undefined]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("a policy that is read out of it lets it pass, and is nothing unsafe", () => {
    fc.assert(
      fc.property(fc.constantFrom(...scenes), edited, fc.constantFrom(...ENGINES), (scene, change, engine) => {
        const base = based(scene);
        const draft = { ...base.draft, ...change };
        const read = editedPolicy(base, draft, engine, "chromium");
        if (!read.ok) {
          expect(read.refusal).toMatch(/^\S.*\.$/su);
          return;
        }
        expect(simulate(base, draft, engine, "chromium").diagnosis.verdict).toBe("allowed");
        expect(read.policy.allowedOrigins).not.toContain("null");
        expect(read.policy.allowedOrigins.includes("*") && read.policy.allowCredentials).toBe(false);
      }),
      { numRuns: 400 },
    );
  });
});
