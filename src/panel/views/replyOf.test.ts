import { describe, expect, it } from "vitest";
import { asEvents } from "../../../e2e/servers/asEvents";
import { SCENARIOS } from "../../../e2e/servers/scenarios/table";
import { diagnose } from "../../core/diagnosis/diagnose";
import { assemble } from "../../core/exchange/assemble";
import { refusedReplyOf } from "./replyOf";

function replyIn(id: string) {
  const scenario = SCENARIOS.find((one) => one.id === id);
  const exchange = scenario && assemble(asEvents(scenario)).at(-1);
  if (exchange === undefined) throw new Error(`no scenario ${id}`);
  return refusedReplyOf({ exchange, diagnosis: diagnose(exchange, "chromium") });
}

/** The marks of the excerpt, in its order. */
function marksIn(id: string): string[] {
  const reply = replyIn(id);
  if (reply === null) return [];
  const status = reply.statusMark === null ? [] : [`status ${reply.statusMark}`];
  const lines = reply.lines.flatMap(({ header: [name], mark }) => (mark === null ? [] : [`${name} ${mark}`]));
  return [...status, ...lines, ...reply.gaps.map(({ name, mark }) => `no ${name} ${mark}`)];
}

describe("the refused reply", () => {
  it.each([
    ["missing-allow-origin", ["no Access-Control-Allow-Origin fails"]],
    ["allow-origin-twice", ["Access-Control-Allow-Origin fails", "Access-Control-Allow-Origin fails"]],
    ["method-and-header", ["Access-Control-Allow-Methods fails", "no Access-Control-Allow-Headers next"]],
    ["header-two-missing", ["Access-Control-Allow-Headers fails"]],
    ["preflight-404", ["status fails"]],
    ["preflight-redirect-login", ["status fails", "Location fails"]],
    ["preflight-404-no-headers", ["status next", "no Access-Control-Allow-Origin fails", "no Access-Control-Allow-Methods next"]],
    ["redirect-without-headers", ["no Access-Control-Allow-Origin fails"]],
    ["redirect-second-preflight", ["Access-Control-Allow-Methods fails"]],
  ])("%s", (id, marks) => {
    expect(marksIn(id)).toEqual(marks);
  });

  it.each(["pass-put", "connection-refused", "local-network-denied"])("%s refused none", (id) => {
    expect(replyIn(id)).toBeNull();
  });

  it("is the one of the hop that was refused", () => {
    expect(replyIn("redirect-tainted-origin")).toMatchObject({ stage: "response", url: expect.stringContaining("other.test") });
    expect(replyIn("redirect-login")).toMatchObject({ stage: "redirect", url: expect.stringContaining("api.test") });
  });

  it.each(SCENARIOS.filter(({ expect: { reason } }) => reason !== null).map(({ id }) => id))("%s marks what failed", (id) => {
    const reply = replyIn(id);
    if (reply !== null) expect(marksIn(id).some((mark) => mark.endsWith("fails"))).toBe(true);
  });
});
