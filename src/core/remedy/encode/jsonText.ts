import { UNPRINTABLE } from "../unprintable";

/** A JSON string, without what would end a `<script>`, end a line before ES2019, or show a reader other text than the machine reads. */
export function jsonText(value: string): string {
  return JSON.stringify(value).replace(/[<>]/g, escapeUnits).replace(UNPRINTABLE, escapeUnits);
}

function escapeUnits(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
