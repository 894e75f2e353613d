import type { HeaderList } from "../../exchange/networkEvent";
import type { Stack } from "../policy";
import { expressCors } from "./expressCors";
import { STACKS } from "./registry";

/** The recipe to offer first, by what the server calls itself. A server that gives no sign gets the one that most people need. */
export function likelyStack(reply: HeaderList): Stack {
  const [best] = likelyStacks(reply);
  return best ?? expressCors;
}

/** Recipes that the reply shows a sign of, the likeliest first. */
export function likelyStacks(reply: HeaderList): Stack[] {
  const scored = STACKS.map((stack) => ({ stack, score: stack.likely?.(reply) ?? 0 })).filter(({ score }) => score > 0);
  return scored.sort((a, b) => b.score - a.score).map(({ stack }) => stack);
}
