import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnosis/diagnose";
import type { Exchange } from "../exchange/exchange";
import { applyPolicy, policyPasses, proves } from "./applied";
import { merge } from "./merge";
import type { Policy, Remedy } from "./policy";
import { prescribe } from "./prescribe";
import { API, CURABLE, FAILED, PAGE, playScene, type Scene } from "./scenes.fixture";
import { smallestPolicy } from "./smallest";
import { STACKS } from "./stacks/registry";

function remedyOf(scene: Scene): { exchange: Exchange; remedy: Remedy } {
  const exchange = playScene(scene);
  return { exchange, remedy: prescribe(exchange, diagnose(exchange)) };
}

describe("what one change of headers cures", () => {
  for (const [name, scene] of Object.entries(CURABLE)) {
    it(`${name}: the policy is proven and no smaller one passes`, () => {
      const { exchange, remedy } = remedyOf(scene);
      expect(diagnose(exchange).verdict).toBe("blocked");
      const { policy } = remedy;
      if (policy === null) expect.fail(remedy.summary);
      expect(policy.allowedOrigins).toEqual([PAGE]);
      for (const engine of ["chromium", "firefox", "webkit", "standard"] as const) {
        expect(policyPasses(exchange, diagnose(exchange), policy, engine), engine).toBe(true);
      }
      expect(proves(exchange, remedy)).toBe(true);
      for (const smaller of smallerThan(policy))
        expect(policyPasses(exchange, diagnose(exchange), smaller), JSON.stringify(smaller)).toBe(false);
      for (const stack of STACKS) {
        const rendered = stack.render(policy);
        // A bucket of Cloud Storage never allows credentials; every other recipe can say what one page needs.
        if (!rendered.ok) expect([stack.id, policy.allowCredentials]).toEqual(["gcs", true]);
      }
    });
  }
  it("changes the refused hop only", () => {
    const exchange = playScene(CURABLE["second hop"] as Scene);
    const policy = remedyOf(CURABLE["second hop"] as Scene).remedy.policy as Policy;
    expect(applyPolicy(exchange, policy).main?.hops[0]).toEqual(exchange.main?.hops[0]);
  });
});

/** The policy with each of its elements taken out once. */
function smallerThan(policy: Policy): Policy[] {
  return [
    ...policy.allowedOrigins.map(() => ({ ...policy, allowedOrigins: ["https://other.test"] })),
    ...policy.allowedMethods.map((gone) => ({ ...policy, allowedMethods: policy.allowedMethods.filter((one) => one !== gone) })),
    ...policy.allowedHeaders.map((gone) => ({ ...policy, allowedHeaders: policy.allowedHeaders.filter((one) => one !== gone) })),
    ...(policy.allowCredentials === true ? [{ ...policy, allowCredentials: false, allowedOrigins: ["*"] }] : []),
  ];
}

describe("who has to act, and what is said besides", () => {
  const redirectTo = (location: string): Scene => ({
    method: "PUT",
    preflight: {
      status: 301,
      headers: [
        ["Location", location],
        ["Access-Control-Allow-Origin", PAGE],
      ],
    },
    error: FAILED,
  });
  const rows: Record<string, { scene: Scene; party: Remedy["party"]; policy: boolean; says: RegExp }> = {
    "503 behind the missing header": {
      scene: CURABLE["no header on a 503"] as Scene,
      party: "server",
      policy: true,
      says: /failed with 503 first/,
    },
    "preflight before auth": { scene: CURABLE["preflight 401"] as Scene, party: "server", policy: true, says: /204 before authentication/ },
    "preflight before routing": {
      scene: CURABLE["preflight 405 with headers"] as Scene,
      party: "server",
      policy: true,
      says: /204 before routing/,
    },
    "preflight before the login page": {
      scene: CURABLE["preflight to login"] as Scene,
      party: "server",
      policy: true,
      says: /before the redirect to `https:\/\/id.test\/login/,
    },
    "two layers": { scene: CURABLE["two layers"] as Scene, party: "proxy", policy: true, says: /do not add a third/ },
    "preflight redirected by a slash": {
      scene: redirectTo("/items/"),
      party: "client",
      policy: false,
      says: /Call `https:\/\/api.test\/items\/` directly.*slash at the end/s,
    },
    "preflight redirected to www": {
      scene: redirectTo("https://www.api.test/items"),
      party: "client",
      policy: false,
      says: /with or without www/,
    },
    "null origin of a frame": {
      scene: { origin: "null", reply: { status: 200 }, error: FAILED },
      party: "client",
      policy: false,
      says: /Do not allow `null`/,
    },
    "null origin after a redirect": {
      scene: {
        sent: [],
        redirects: [{ status: 302, to: "https://cdn.test/x", headers: [["Access-Control-Allow-Origin", PAGE]] }],
        reply: { status: 200 },
        error: FAILED,
      },
      party: "client",
      policy: false,
      says: /Call `https:\/\/cdn.test\/x` directly/,
    },
    "redirect to another origin, refused": {
      scene: { reply: { status: 302, headers: [["Location", "https://cdn.test/x"]] }, error: FAILED },
      party: "client",
      policy: false,
      says: /Call `https:\/\/cdn.test\/x` directly.*Origin: null/s,
    },
    "patch in lower case": {
      scene: {
        method: "patch",
        preflight: {
          status: 204,
          headers: [
            ["Access-Control-Allow-Origin", PAGE],
            ["Access-Control-Allow-Methods", "PATCH"],
          ],
        },
        error: FAILED,
      },
      party: "client",
      policy: false,
      says: /Write the method as `PATCH`/,
    },
    "local network": {
      scene: { url: "http://192.168.0.9/", error: "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS" },
      party: "nobody",
      policy: false,
      says: /No CORS header cures/,
    },
    "redirect with a password": {
      scene: {
        reply: {
          status: 302,
          headers: [
            ["Location", "https://u:p@api.test/x"],
            ["Access-Control-Allow-Origin", PAGE],
          ],
        },
        error: FAILED,
      },
      party: "server",
      policy: false,
      says: /without user name and password/,
    },
    "hostile header name": {
      scene: { method: "PUT", asked: "x'+evil+'y", preflight: { status: 204 }, error: FAILED },
      party: "server",
      policy: false,
      says: /unusual name/,
    },
    "hostile origin": {
      scene: { origin: 'http://a";evil();".example', reply: { status: 200 }, error: FAILED },
      party: "server",
      policy: false,
      says: /origin is unusual/,
    },
    "not blocked": {
      scene: { reply: { status: 200, headers: [["Access-Control-Allow-Origin", "*"]] } },
      party: "nobody",
      policy: false,
      says: /Nothing to fix/,
    },
    "not CORS": { scene: { error: "net::ERR_CONNECTION_REFUSED" }, party: "nobody", policy: false, says: /CORS headers will not help/ },
  };
  for (const [name, { scene, party, policy, says }] of Object.entries(rows)) {
    it(name, () => {
      const { remedy } = remedyOf(scene);
      expect({ party: remedy.party, policy: remedy.policy !== null }).toEqual({ party, policy });
      expect([remedy.summary, ...remedy.advice].join("\n")).toMatch(says);
      expect(remedy.summary).not.toBe("");
    });
  }
  it("reasons that webRequest cannot show have their party as well", () => {
    const exchange = playScene({ reply: { status: 200 }, error: FAILED });
    for (const [reason, party] of Object.entries({
      DisallowedByMode: "client",
      CorsDisabledScheme: "client",
      NoCorsRedirectModeNotFollow: "client",
      InvalidLocalNetworkAccess: "nobody",
      InsecureLocalNetwork: "nobody",
    } as const)) {
      const remedy = prescribe(exchange, { ...diagnose(exchange), reason: reason as "DisallowedByMode" });
      expect(remedy).toMatchObject({ party, policy: null });
    }
  });
  it("a file page is told so", () => {
    const { remedy } = remedyOf({ origin: "file://", sent: [["Origin", "null"]], reply: { status: 200 }, error: FAILED });
    expect(remedy.policy).toBeNull();
  });
});

describe("whose server", () => {
  const thirdParty = (origin: string, url: string): boolean =>
    remedyOf({ origin, url, reply: { status: 200 }, error: FAILED }).remedy.thirdParty;
  it.each([
    ["https://shop.example.com", "https://api.example.com/x", false],
    ["https://shop.example.com", "https://api.stripe.com/x", true],
    ["https://a.co.uk", "https://b.co.uk/", true],
    ["https://me.github.io", "https://you.github.io/", true],
    ["http://localhost:3000", "https://api.stripe.com/", false],
    ["https://app.test", "http://10.0.0.1/", false],
    ["https://shop.example.com", "http://[::1]:9/", false],
  ])("%s calls %s: third party %s", (origin, url, expected) => expect(thirdParty(origin, url)).toBe(expected));
});

describe("merging", () => {
  it("needs what each needs", () => {
    const policies = [CURABLE["headers not listed"], CURABLE["wildcard with cookies"], CURABLE["no header"]].map(
      (scene) => remedyOf(scene as Scene).remedy.policy as Policy,
    );
    expect(merge(policies)).toMatchObject({
      allowedOrigins: [PAGE],
      allowedMethods: ["PUT"],
      allowedHeaders: ["authorization", "x-trace-id"],
      allowCredentials: true,
      maxAge: 600,
      vary: true,
    });
    expect(merge([])).toBeNull();
  });
});

describe("nothing throws", () => {
  it("on exchanges without requests and URLs that do not parse", () => {
    const diagnosis = diagnose(playScene({ reply: { status: 200 }, error: FAILED }));
    const empty: Exchange = { id: "x", main: null, preflights: [], incomplete: true, source: "imported" };
    expect(prescribe(empty, diagnosis).policy).toBeNull();
    expect(smallestPolicy(empty, diagnosis).ok).toBe(false);
    for (const url of ["", "::", "data:x", `${API}/${"x".repeat(9000)}`])
      expect(() => remedyOf({ url, reply: { status: 200 }, error: FAILED })).not.toThrow();
  });
});
