import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Snippet } from "../policy";
import { POLICIES } from "./policies.fixture";
import { STACKS } from "./registry";

const ROOM = join(dirname(fileURLToPath(import.meta.url)), "golden");
const ACCEPT = "UPDATE_GOLDEN=1 npx vitest run src/core/remedy";

function asSection({ slot, file, where, text }: Snippet): string {
  return `--- ${slot}: ${file}, ${where}\n${text}`;
}

describe("snippets are what the golden files say", () => {
  for (const stack of STACKS) {
    for (const [name, policy] of Object.entries(POLICIES)) {
      it(`${stack.id} ${name}`, () => {
        const rendered = stack.render(policy);
        const text = rendered.ok ? rendered.snippets.map(asSection).join("\n") : `REFUSED: ${rendered.refusal}\n`;
        const file = join(ROOM, stack.id, `${name}.txt`);
        if (process.env.UPDATE_GOLDEN === "1") {
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, text);
        }
        expect(text, `if the new text is right: ${ACCEPT}`).toBe(existsSync(file) ? readFileSync(file, "utf8") : "");
      });
    }
  }
});
