import { jsonText } from "./jsonText";
import { encoded, join, type Lit, template, unwritable } from "./lit";

export type Js = Lit<"javascript">;
export const js = template("javascript");

/** A double-quoted string: JSON is one. */
export function jsString(value: string): Js {
  return encoded("javascript", jsonText(value));
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
