import { hasUnprintable } from "../unprintable";
import { encoded, type Lit, template, unwritable } from "./lit";

export type Caddy = Lit<"caddy">;
export const caddy = template("caddy");

const BY_HAND = "write the rule by hand.";

/** A double-quoted token of a Caddyfile. `{x}` in it is a placeholder (`{env.HOME}`), and a backslash before the closing quote escapes it. */
export function caddyString(value: string): Caddy {
  if (hasUnprintable(value)) return unwritable("caddy", `A value holds control characters, which Caddy would send on: ${BY_HAND}`);
  if (/[\\{}]/.test(value))
    return unwritable("caddy", `A value holds \`{\`, \`}\` or a backslash, which mean something to Caddy: ${BY_HAND}`);
  return encoded("caddy", `"${value.replaceAll('"', '\\"')}"`);
}

/** The same in a `header` matcher, where a `*` at either end is a wildcard. */
export function caddyExactly(value: string): Caddy {
  if (value.startsWith("*") || value.endsWith("*"))
    return unwritable("caddy", `A value begins or ends with \`*\`, which Caddy takes as a wildcard: ${BY_HAND}`);
  return caddyString(value);
}
