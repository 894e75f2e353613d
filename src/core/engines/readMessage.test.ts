import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageOf as chromiumMessage } from "./chromiumMessages";
import { CORS_ERRORS, type CorsError } from "./corsError";
import { FIREFOX_UNNAMED, messageOf as firefoxMessage } from "./firefoxMessages";
import { readMessages, type Speaker } from "./readMessage";
import { messageOf as webkitMessage } from "./webkitMessages";

const MESSAGES: Readonly<Record<Speaker, (reason: CorsError, params?: object) => string | null>> = {
  chromium: chromiumMessage,
  firefox: (reason, params) => firefoxMessage(reason, params)?.text ?? null,
  webkit: webkitMessage,
};

const PARAMS = [
  {},
  {
    failedParameter: "x-a, b",
    origin: "https://app.test",
    url: "https://api.test/x",
    location: "https://u@c.test/",
    status: 404,
    token: "a;b",
    scheme: "http, https",
    addressSpace: "local",
    targetAddressSpace: "public",
  },
  { failedParameter: "a b", origin: "null" },
];

describe("readMessages", () => {
  const rounds = CORS_ERRORS.flatMap((reason) =>
    (Object.keys(MESSAGES) as Speaker[]).flatMap((engine) => PARAMS.map((params) => [engine, reason, params] as const)),
  ).filter(
    ([engine, reason, params]) => (MESSAGES[engine](reason, params) ?? "") !== "" && !(engine === "firefox" && FIREFOX_UNNAMED.has(reason)),
  );

  it.each(rounds)("reads back what %s says of %s %j", (engine, reason, params) => {
    const read = readMessages(MESSAGES[engine](reason, params) ?? "");
    expect(read).toHaveLength(1);
    expect(read[0]).toMatchObject({ engine, reasons: expect.arrayContaining([reason]) });
  });

  const NO_ACAO = "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
  const HEAD = "Access to fetch at 'https://api.test/x?a=1' from origin 'https://app.test' has been blocked by CORS policy: ";
  const FF = "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.test/x. ";
  it.each<[name: string, line: string, engine: Speaker, reasons: CorsError[], params: object]>([
    [
      "a whole line of Chrome",
      HEAD + NO_ACAO,
      "chromium",
      ["MissingAllowOriginHeader"],
      { url: "https://api.test/x?a=1", origin: "https://app.test" },
    ],
    [
      "with place and badge",
      `3 app.js:12 ${HEAD}${NO_ACAO} If an opaque response serves your needs, set the request's mode.`,
      "chromium",
      ["MissingAllowOriginHeader"],
      { url: "https://api.test/x?a=1", origin: "https://app.test" },
    ],
    [
      "with line wraps",
      (HEAD + NO_ACAO).replaceAll(" ", "\n   "),
      "chromium",
      ["MissingAllowOriginHeader"],
      { url: "https://api.test/x?a=1", origin: "https://app.test" },
    ],
    [
      "wrapped behind a hyphen",
      (HEAD + NO_ACAO).replace("Access-Control-Allow", "Access-Control-\nAllow"),
      "chromium",
      ["MissingAllowOriginHeader"],
      { origin: "https://app.test", url: "https://api.test/x?a=1" },
    ],
    [
      "with curly quotes",
      (HEAD + NO_ACAO).replaceAll("'", "’"),
      "chromium",
      ["MissingAllowOriginHeader"],
      { url: "https://api.test/x?a=1", origin: "https://app.test" },
    ],
    [
      "redirected",
      `Access to XMLHttpRequest at 'https://b.test/' (redirected from 'https://a.test/') from origin 'null' has been blocked by CORS policy: ${NO_ACAO}`,
      "chromium",
      ["MissingAllowOriginHeader"],
      { url: "https://b.test/", origin: "null" },
    ],
    [
      "a preflight's",
      `${HEAD}Response to preflight request doesn't pass access control check: ${NO_ACAO}`,
      "chromium",
      ["PreflightMissingAllowOriginHeader"],
      { url: "https://api.test/x?a=1", origin: "https://app.test" },
    ],
    [
      "with its parameter",
      `${HEAD}Request header field x-trace-id is not allowed by Access-Control-Allow-Headers in preflight response.`,
      "chromium",
      ["HeaderDisallowedByPreflightResponse"],
      { failedParameter: "x-trace-id", url: "https://api.test/x?a=1", origin: "https://app.test" },
    ],
    [
      "of an old Chrome",
      `Failed to load https://api.test/x: ${NO_ACAO} Origin 'https://app.test' is therefore not allowed access.`,
      "chromium",
      ["MissingAllowOriginHeader"],
      { url: "https://api.test/x", origin: "https://app.test" },
    ],
    [
      "of an old Chrome's preflight",
      "Response for preflight has invalid HTTP status code 405",
      "chromium",
      ["PreflightInvalidStatus"],
      { status: 405 },
    ],
    [
      "blocked for an unknown reason",
      `${HEAD}The moon is in the way.`,
      "chromium",
      [],
      { url: "https://api.test/x?a=1", origin: "https://app.test" },
    ],
    [
      "Firefox",
      `${FF}(Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200. [Learn More]`,
      "firefox",
      ["MissingAllowOriginHeader", "PreflightMissingAllowOriginHeader"],
      { url: "https://api.test/x", status: 200 },
    ],
    [
      "Firefox without a reply",
      `${FF}(Reason: CORS request did not succeed). Status code: (null).`,
      "firefox",
      ["InvalidResponse"],
      { url: "https://api.test/x" },
    ],
    [
      "Firefox's mismatch",
      `${FF}(Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://b.test’).`,
      "firefox",
      ["InvalidAllowOriginValue", "AllowOriginMismatch", "PreflightInvalidAllowOriginValue", "PreflightAllowOriginMismatch"],
      { url: "https://api.test/x", failedParameter: "https://b.test" },
    ],
    ["Firefox, unknown", `${FF}(Reason: CORS moon).`, "firefox", [], { url: "https://api.test/x" }],
    [
      "Safari's three lines",
      "[Error] Preflight response is not successful. Status code: 404\n[Error] Fetch API cannot load https://api.test/x due to access control checks.\n[Error] Failed to load resource: Preflight response is not successful. Status code: 404",
      "webkit",
      ["PreflightInvalidStatus", "PreflightDisallowedRedirect"],
      { url: "https://api.test/x", status: 404 },
    ],
    [
      "Safari's last line alone",
      "XMLHttpRequest cannot load https://api.test/x due to access control checks.",
      "webkit",
      [],
      { url: "https://api.test/x" },
    ],
    [
      "Safari's methods",
      "Method PUT is not allowed by Access-Control-Allow-Methods.",
      "webkit",
      ["MethodDisallowedByPreflightResponse"],
      { failedParameter: "PUT" },
    ],
  ])("%s", (_, line, engine, reasons, params) => {
    expect(readMessages(line)).toEqual([{ engine, reasons, params }]);
  });

  it("reads several lines, each with its own address, and a repeated one once", () => {
    const second = HEAD.replace("api.test", "b.test");
    const text = [
      HEAD + NO_ACAO,
      `${second}It does not have HTTP ok status.`,
      `${second}Response to preflight request doesn't pass access control check: It does not have HTTP ok status.`,
      HEAD + NO_ACAO,
    ].join("\n");
    expect(readMessages(text).map(({ reasons, params }) => [reasons[0] ?? null, params.url])).toEqual([
      ["MissingAllowOriginHeader", "https://api.test/x?a=1"],
      [null, "https://b.test/x?a=1"],
      ["PreflightInvalidStatus", "https://b.test/x?a=1"],
    ]);
  });

  it.each(["", "hello", "net::ERR_CONNECTION_REFUSED", "TypeError: Failed to fetch", "Refused to connect to 'https://a.test'"])(
    "finds nothing in %j",
    (text) => {
      expect(readMessages(text)).toEqual([]);
    },
  );

  it("never throws, and is done with the largest text", () => {
    const words = rounds.map(([engine, reason]) => MESSAGES[engine](reason) ?? "").flatMap((text) => text.split(" "));
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...words)), { maxLength: 60 }), (parts) => {
        for (const { reasons } of readMessages(parts.join(" "))) expect(reasons.every((reason) => CORS_ERRORS.includes(reason))).toBe(true);
      }),
    );
    for (const piece of ["Request header field ", "Access to fetch at '", "'", "Method ", "Origin ", "header "]) {
      expect(readMessages(piece.repeat(20_000))).toEqual([]);
    }
  });
});
