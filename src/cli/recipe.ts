import type { Policy, Stack } from "../core/remedy/policy";
import { terminalText } from "./terminal";

/** A recipe for people who read it in a terminal: each piece under the place it goes to. */
export function recipeText(stack: Stack, policy: Policy): string {
  const rendered = stack.render(policy);
  if (!rendered.ok) return terminalText(`${rendered.refusal}\n`);
  const pieces = rendered.snippets.map(({ file, where, text }) => (stack.family === "plain" ? text : `${file}, ${where}:\n\n${text}`));
  return terminalText(pieces.join("\n"));
}
