import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnosis/diagnose";
import { prescribe } from "./prescribe";
import { FAILED, PAGE, playScene, type Scene } from "./scenes.fixture";

function adviceOn(scene: Scene): string {
  const exchange = playScene(scene);
  return prescribe(exchange, diagnose(exchange)).advice.join("\n");
}

const refused = (asked: string, method = "GET"): Scene => ({ method, asked, preflight: { status: 204 }, error: FAILED });

describe("what the caller can do alone", () => {
  it.each<[string, Scene, RegExp]>([
    ["a body's header without a body", refused("content-type"), /GET has no body.*\n.*no preflight is sent/u],
    ["an old habit", refused("x-requested-with"), /habit of old libraries/u],
    ["a reply's header on the call", refused("access-control-allow-origin"), /belongs to the server's reply/u],
    [
      "a token with credentials mode",
      {
        asked: "authorization",
        preflight: {
          status: 204,
          headers: [
            ["Access-Control-Allow-Origin", "*"],
            ["Access-Control-Allow-Headers", "authorization"],
          ],
        },
        error: FAILED,
      },
      /token in `Authorization` needs no credentials mode/u,
    ],
  ])("%s", (_, scene, words) => expect(adviceOn(scene)).toMatch(words));

  it("says nothing of headers that the call may need", () => {
    expect(adviceOn(refused("x-requested-with, x-tenant"))).not.toMatch(/no preflight is sent/u);
    expect(adviceOn(refused("content-type", "POST"))).not.toMatch(/no body/u);
    expect(adviceOn({ reply: { status: 200, headers: [["Access-Control-Allow-Origin", `${PAGE}/`]] }, error: FAILED })).not.toMatch(
      /leave/u,
    );
  });
});
