import type { Policy } from "../../src/core/remedy/policy";
import { POLICIES } from "../../src/core/remedy/stacks/policies.fixture";
import { stackById } from "../../src/core/remedy/stacks/registry";
import type { StaticProof } from "./proof";

/** Every policy of the golden files that the stack can say goes through the proof's check, or the last so many; at least one has to. */
export async function proveStatic({ stack, check }: StaticProof, most = Number.POSITIVE_INFINITY): Promise<string[]> {
  const held: string[] = [];
  for (const [name, policy] of (Object.entries(POLICIES) as [string, Policy][]).reverse()) {
    const rendered = stackById(stack)?.render(policy);
    if (rendered?.ok !== true || held.length >= most) continue;
    await check(rendered.snippets, policy);
    held.unshift(name);
  }
  if (held.length === 0) throw new Error("the recipe refuses every policy");
  return held;
}
