import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnosis/diagnose";
import { CURABLE, FAILED, PAGE, playScene, type Scene } from "../remedy/scenes.fixture";
import { fromHar } from "./fromHar";
import { INFO } from "./info.fixture";
import { createReportRedactor, findSecrets, isNeeded, redactWith, STANDARD_CHOICE } from "./redact";
import { looksRandom, sampleShape } from "./secretShapes";
import { toHar } from "./toHar";

const RANDOM = "q7Zp2Lr9XwVb4Tn6YcKd8Hs1Jf3Mg5Qa0Ue";
const HEX = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c";
const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.dozjgNryP4J3jVmNHl0w";

describe("what looks random", () => {
  it.each([RANDOM, HEX, "MzQ0NTY3ODkwMTIzNDU2Nzg5MGFiY2RlZjEyMzQ1Njc"])("%s", (text) => {
    expect(looksRandom(text)).toBe(true);
  });
  it.each([
    "how-to-fix-the-cors-error-in-2026-for-good",
    "getUserAccountInformationForCustomer2",
    "f47ac10b-58cc-4372-a567-0e02b2c3d479",
    "12345678901234567890123456789012345678",
    "x".repeat(5000),
    "n4f8a1",
    "application-form-urlencoded-version-1-0",
  ])("not %s", (text) => expect(looksRandom(text)).toBe(false));
});

it("a sample shows how a value looked and none of its characters", () => {
  expect(sampleShape("ann.lee7@mail.test")).toBe("xxx.xxx0@xxxx.xxxx");
  expect(sampleShape(RANDOM)).toBe(`x0Xx0Xx0XxXx0Xx0XxXx0Xx0… (${RANDOM.length})`);
});

const scrubbedUrl = (url: string, names: readonly string[] = []) =>
  redactWith(playScene({ url, reply: { status: 200 } }), { names, spared: [] }).main?.hops[0]?.url;

describe("URLs", () => {
  it.each([
    ["https://api.test/x?access_token=abc&page=2", "https://api.test/x?access_token=[redacted]&page=2"],
    ["https://api.test/x?my_api_key=abc;sig=9", "https://api.test/x?my_api_key=[redacted];sig=[redacted]"],
    ["https://api.test/users/ann@mail.test/orders", "https://api.test/users/%5Bredacted%5D/orders"],
    ["https://api.test/?who=ann%40mail.test", "https://api.test/?who=[redacted]"],
    [`https://api.test/share/${RANDOM}/file`, "https://api.test/share/%5Bredacted%5D/file"],
    [`https://api.test/?state=${HEX}`, "https://api.test/?state=[redacted]"],
    [`https://api.test/?a=1#id_token=${JWT}`, "https://api.test/?a=1#id_token=[redacted]"],
    ["https://user:p@w@api.test/", "https://[redacted]@api.test/"],
    [`https://api.test/${JWT}`, "https://api.test/%5Bredacted%5D"],
  ])("%s", (url, expected) => expect(scrubbedUrl(url)).toBe(expected));

  it.each([
    "https://api.test/items?n=k3x9q2&page=2",
    "https://[redacted#4]@api.test/",
    "https://[::1]:8080/x",
    "https://api.test/?token=[redacted#9]&b=1",
    "https://api.test/orders/f47ac10b-58cc-4372-a567-0e02b2c3d479",
    `data:text/plain,${RANDOM}`,
    "https://api.test/?q=100%&u=é",
    "",
  ])("%s stays", (url) => expect(scrubbedUrl(url)).toBe(url));

  it("a name of the user's own goes as well", () => {
    expect(scrubbedUrl("https://api.test/?tenant=acme&b=1", ["Tenant"])).toBe("https://api.test/?tenant=[redacted]&b=1");
  });
});

describe("headers", () => {
  const scene: Scene = {
    sent: [
      ["Cookie", "sid=1"],
      ["X-Trace-Id", "n4f8a1"],
      ["X-Client", `ann@mail.test ${RANDOM}`],
      ["X-Session", "abc"],
      ["Content-Type", `multipart/form-data; boundary=${RANDOM}`],
    ],
    reply: {
      status: 302,
      headers: [
        ["Location", `https://api.test/y?state=${HEX}`],
        ["Access-Control-Allow-Origin", `https://${HEX}.test`],
      ],
    },
    error: FAILED,
  };
  it("by name, by shape, and never what CORS is decided by", () => {
    const hop = redactWith(playScene(scene), STANDARD_CHOICE).main?.hops[0];
    expect(hop?.sent?.headers).toEqual([
      ["Origin", PAGE],
      ["Sec-Fetch-Mode", "cors"],
      ["Cookie", "[redacted]"],
      ["X-Trace-Id", "n4f8a1"],
      ["X-Client", "[redacted] [redacted]"],
      ["X-Session", "[redacted]"],
      ["Content-Type", `multipart/form-data; boundary=${RANDOM}`],
    ]);
    expect(hop?.response?.headers).toEqual([
      ["Location", "https://api.test/y?state=[redacted]"],
      ["Access-Control-Allow-Origin", `https://${HEX}.test`],
    ]);
  });
  it("two secrets in paths stay two, so that no redirect looks like one that adds a slash", () => {
    const location = (to: string) => {
      const exchange = playScene({ url: `https://api.test/${RANDOM}`, reply: { status: 302, headers: [["Location", to]] }, error: FAILED });
      return redactWith(exchange, STANDARD_CHOICE).main?.hops[0]?.response?.headers[0]?.[1];
    };
    expect(location(`/${HEX}/`)).toBe("/%5Bredacted-too%5D/");
    expect(location(`/${RANDOM}/`)).toBe("/%5Bredacted%5D/");
  });
  it("findings tell kind, place, name and number, never the value; a spared one stays", () => {
    const exchanges = [playScene(scene), playScene(scene)];
    const findings = findSecrets(exchanges, STANDARD_CHOICE);
    expect(findings.map(({ kind, where, name, count }) => `${count} ${kind} ${where} ${name}`).sort()).toEqual([
      "2 credential header Cookie",
      "2 email header X-Client",
      "2 named header X-Session",
      "2 random header X-Client",
      "2 random query state",
    ]);
    expect(JSON.stringify(findings)).not.toMatch(new RegExp(`ann|${RANDOM}|${HEX}|sid=1`));
    const email = findings.find(({ kind }) => kind === "email")?.key ?? "";
    const redactor = createReportRedactor({ names: [], spared: [email] });
    const kept = redactor.scrub(exchanges[0]!).main?.hops[0]?.sent?.headers;
    expect(kept).toContainEqual(["X-Client", "ann@mail.test [redacted]"]);
    expect(redactor.findings().find(({ kind }) => kind === "email")).toMatchObject({ spared: true, count: 1 });
  });
  it("nothing to find: the same object", () => {
    const exchange = playScene(CURABLE["headers not listed"] as Scene);
    expect(redactWith(exchange, STANDARD_CHOICE)).toBe(exchange);
  });
  it("names that the verdict is read from cannot be given away", () => {
    for (const name of ["Origin", "access-control-allow-origin", "Sec-Fetch-Mode", "Vary", "content-type"])
      expect(isNeeded(name)).toBe(true);
    const exchange = playScene(CURABLE["headers not listed"] as Scene);
    expect(redactWith(exchange, { names: ["origin", "access-control-allow-headers", "vary"], spared: [] })).toBe(exchange);
  });
});

const value = fc.oneof(
  fc.string({ maxLength: 50 }),
  fc.constantFrom(
    RANDOM,
    HEX,
    JWT,
    PAGE,
    "*",
    "true",
    "ann@mail.test",
    `https://api.test/${RANDOM}?token=1`,
    "/x/",
    `/${HEX}/`,
    "x-a, x-b",
  ),
);
const NAMES = [
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Headers",
  "Access-Control-Allow-Credentials",
  "Access-Control-Allow-Methods",
];
const headers = fc.array(
  fc.tuple(
    fc.constantFrom(...NAMES, "Vary", "Location", "X-Token", "X-Id", "ETag", "Content-Type", "Set-Cookie", "Authorization", "Referer"),
    value,
  ),
  { maxLength: 6 },
);
const url = fc.tuple(fc.constantFrom("https://api.test", "https://u:p@api.test", PAGE), value, value).map(([origin, path, query]) => {
  return URL.parse(`${origin}/${path}?a=${query}&token=${query}`)?.href ?? "https://api.test/";
});
const scene = fc.record({
  url,
  method: fc.constantFrom("GET", "PUT", "POST"),
  asked: fc.constantFrom("x-a", "authorization,x-token"),
  preflight: fc.record({ status: fc.constantFrom(204, 401, 301), headers }),
  sent: headers,
  reply: fc.record({ status: fc.constantFrom(200, 302, 503), headers }),
  redirects: fc.array(fc.record({ status: fc.constantFrom(302, 307), headers, to: url }), { maxLength: 2 }),
  error: fc.constantFrom(FAILED, undefined),
});

it("a redacted report that is read again is judged as the recording was (property)", () => {
  fc.assert(
    fc.property(scene, fc.array(fc.constantFrom("a", "etag", "x-id", "origin", "location"), { maxLength: 3 }), (drawn, names) => {
      const { error, ...rest } = drawn;
      const exchange = playScene({ ...rest, ...(error === undefined ? {} : { error }) });
      const redacted = redactWith(exchange, { names, spared: [] });
      const read = fromHar(JSON.stringify(toHar([redacted], INFO)));
      const verdicts = (read.ok ? read.exchanges : []).map((one) => {
        const { verdict, reason, certainty, failures, cause } = diagnose(one);
        return { verdict, reason, certainty, cause, steps: failures.map(({ reason, step }) => [reason, step]) };
      });
      const { verdict, reason, certainty, failures, cause } = diagnose(exchange);
      expect(verdicts).toEqual([{ verdict, reason, certainty, cause, steps: failures.map(({ reason, step }) => [reason, step]) }]);
    }),
    { numRuns: 300 },
  );
});
