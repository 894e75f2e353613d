import { describe, expect, it } from "vitest";
import { STACKS } from "../../src/core/remedy/stacks/registry";
import { PROOFS } from "./proofs";

describe("the proofs", () => {
  it("are one for each recipe; plain headers are no server's", () => {
    const recipes = STACKS.map(({ id }) => id).filter((id) => id !== "headers");
    expect(PROOFS.map(({ stack }) => stack).sort()).toEqual(recipes.sort());
  });
});
