import { UNPRINTABLE } from "../unprintable";
import { encoded, join, type Lit, template, unwritable } from "./lit";

export type Js = Lit<"javascript">;
export const js = template("javascript");

/** A double-quoted string. JSON is one, but for what would end a `<script>` or, before ES2019, a line. */
export function jsString(value: string): Js {
  return encoded("javascript", JSON.stringify(value).replace(/[<>]/g, escapeUnits).replace(UNPRINTABLE, escapeUnits));
}

function escapeUnits(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

export function jsNumber(value: number): Js {
  return Number.isFinite(value) ? encoded("javascript", String(value)) : unwritable("javascript", "A number in the policy is not finite.");
}

/** An array of strings on one line. */
export function jsList(values: readonly string[]): Js {
  return js`[${join(values.map(jsString), ", ")}]`;
}

/** A string that holds a pattern which, anchored as its reader does, matches exactly this text. */
export function jsExactly(value: string): Js {
  return jsString(value.replace(/[.*+?^$(){}|[\]\\]/g, "\\$&"));
}
