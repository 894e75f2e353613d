import { describe, expect, it } from "vitest";
import type { HeaderList } from "../../exchange/networkEvent";
import { likelyStack, likelyStacks } from "./likely";

const NO_STORE: HeaderList = [
  ["Cache-Control", "no-cache, no-store, max-age=0, must-revalidate"],
  ["Pragma", "no-cache"],
  ["Expires", "0"],
  ["X-Content-Type-Options", "nosniff"],
];
const THREE_VARY: HeaderList = [
  ["Vary", "Origin"],
  ["Vary", "Access-Control-Request-Method"],
  ["Vary", "Access-Control-Request-Headers"],
];

/** Replies as these servers were seen to send them. */
const REPLIES: readonly (readonly [first: string, reply: HeaderList])[] = [
  ["flask-cors", [["Server", "Werkzeug/3.1.9 Python/3.11.7"]]],
  ["flask-cors", [["Server", "gunicorn"]]],
  [
    "django-cors-headers",
    [
      ["Server", "gunicorn"],
      ["X-Content-Type-Options", "nosniff"],
      ["Referrer-Policy", "same-origin"],
      ["Cross-Origin-Opener-Policy", "same-origin"],
    ],
  ],
  ["fastapi", [["server", "uvicorn"]]],
  ["spring-security", [...THREE_VARY, ...NO_STORE]],
  ["spring-corsregistry", THREE_VARY],
  ["axum", [["vary", "origin, access-control-request-method, access-control-request-headers"]]],
  ["rs-cors", [["Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"]]],
  [
    "rails",
    [
      ["X-Request-Id", "b428ad34"],
      ["X-Runtime", "0.002"],
    ],
  ],
  ["php", [["X-Powered-By", "PHP/8.2.35"]]],
  ["aspnet-core", [["Server", "Kestrel"]]],
];

describe("the recipe that is offered first", () => {
  for (const [first, reply] of REPLIES) {
    it(`${first} for ${reply.map(([name, value]) => `${name}: ${value}`).join(" | ")}`, () => expect(likelyStack(reply).id).toBe(first));
  }
  it("comes with the others that fit, and with nothing where there is no sign", () => {
    expect(likelyStacks([["X-Powered-By", "PHP/8.2.35"]]).map(({ id }) => id)).toEqual(["php", "laravel"]);
    expect(likelyStacks([["Content-Type", "application/json"]])).toEqual([]);
  });
});
