import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnosis/diagnose";
import type { HeaderList } from "../exchange/networkEvent";
import { readPolicy } from "./readPolicy";
import { PAGE, playScene, type Scene } from "./scenes.fixture";

const ORIGIN: HeaderList = [["Access-Control-Allow-Origin", PAGE]];

function preflighted(preflight: HeaderList, reply: HeaderList = ORIGIN): Scene {
  return { method: "PUT", asked: "x-a", preflight: { status: 204, headers: preflight }, reply: { status: 200, headers: reply } };
}

function read(scene: Scene) {
  const exchange = playScene(scene);
  return readPolicy(exchange, diagnose(exchange));
}

const FULL: HeaderList = [...ORIGIN, ["Access-Control-Allow-Methods", "GET, PUT, DELETE"], ["Access-Control-Allow-Headers", "X-A, x-b"]];

describe("the policy that replies speak by", () => {
  it("is what they say, each value with its header", () => {
    const result = read(preflighted([...FULL, ["Access-Control-Max-Age", "60"]], [...ORIGIN, ["Access-Control-Expose-Headers", "ETag"]]));
    expect(result).toMatchObject({
      ok: true,
      policy: {
        allowedOrigins: [PAGE],
        allowedMethods: ["DELETE", "PUT"],
        allowedHeaders: ["x-a", "x-b"],
        exposedHeaders: ["etag"],
        allowCredentials: false,
        maxAge: 60,
        vary: true,
        provenance: { "allowedMethods.PUT": "Access-Control-Allow-Methods of the edited preflight reply" },
      },
    });
  });

  it("is narrower than `*`", () => {
    const any: HeaderList = [
      ["Access-Control-Allow-Origin", "*"],
      ["Access-Control-Allow-Methods", "*"],
      ["Access-Control-Allow-Headers", "*"],
    ];
    expect(read(preflighted(any, [["Access-Control-Allow-Origin", "*"]]))).toMatchObject({
      ok: true,
      policy: { allowedOrigins: ["*"], allowedMethods: ["PUT"], allowedHeaders: ["x-a"], vary: false },
    });
  });

  it.each<[string, Scene, RegExp]>([
    ["null", { origin: "null", reply: { status: 200, headers: [["Access-Control-Allow-Origin", "null"]] } }, /which any site can take on/],
    [
      "* with credentials",
      preflighted(FULL, [
        ["Access-Control-Allow-Origin", "*"],
        ["Access-Control-Allow-Credentials", "true"],
      ]),
      /does not count/,
    ],
    [
      "a placeholder that echoes",
      { reply: { status: 200, headers: [["Access-Control-Allow-Origin", "$http_origin"]] }, error: "net::ERR_FAILED" },
      /echoes every origin/,
    ],
    ["an origin without TLS that gets credentials", preflightedFrom("http://app.test"), /without TLS/],
    [
      "cookies under *",
      { sent: [["Cookie", "[redacted]"]], reply: { status: 200, headers: [["Access-Control-Allow-Origin", "*"]] } },
      /carried cookies/,
    ],
    ["two origins", preflighted([["Access-Control-Allow-Origin", "*"], ...FULL.slice(1)]), /different origins/],
    ["everything exposed", preflighted(FULL, [...ORIGIN, ["Access-Control-Expose-Headers", "*"]]), /name the headers/],
    ["a cache time that is none", preflighted([...FULL, ["Access-Control-Max-Age", "1 hour"]]), /whole seconds/],
    ["credentials that are not true", preflighted([...FULL, ["Access-Control-Allow-Credentials", "TRUE"]]), /in lower case/],
    [
      "what does not pass",
      { ...preflighted([...ORIGIN, ["Access-Control-Allow-Methods", "GET"]]), error: "net::ERR_FAILED" },
      /does not pass/,
    ],
    ["no reply", { error: "net::ERR_CONNECTION_REFUSED" }, /no reply/],
  ])("is refused: %s", (_name, scene, sentence) => {
    const result = read(scene);
    expect(result.ok).toBe(false);
    expect(result.ok ? "" : result.refusal).toMatch(sentence);
  });
});

function preflightedFrom(origin: string): Scene {
  const headers: HeaderList = [
    ["Access-Control-Allow-Origin", origin],
    ["Access-Control-Allow-Credentials", "true"],
  ];
  return { origin, reply: { status: 200, headers } };
}
