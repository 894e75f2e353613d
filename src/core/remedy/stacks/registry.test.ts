import { describe, expect, it } from "vitest";
import { STACKS } from "./registry";

describe("the recipes", () => {
  it("have an id of their own and a title of their own", () => {
    expect(new Set(STACKS.map(({ id }) => id)).size).toBe(STACKS.length);
    expect(new Set(STACKS.map(({ title }) => title)).size).toBe(STACKS.length);
  });
  it.each(STACKS.map((stack) => [stack.id, stack] as const))("%s links to its documentation and says how it takes effect", (_, stack) => {
    expect(stack.docs).toMatch(/^https:\/\//);
    expect(stack.placement).not.toBe("");
    expect(stack.restart).not.toBe("");
  });
});
