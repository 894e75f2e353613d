import { type Base, type Draft, type Field, mainReply, preflightReply, type ReplyDraft } from "./draft";

/** A part of the form that may differ from the capture. */
export type Place = "method" | "origin" | "credentials" | "mode" | "fields" | "preflight" | "reply" | "supposed";

const REQUEST: readonly Place[] = ["method", "origin", "credentials", "mode", "fields"];
const PLACES: readonly Place[] = [...REQUEST, "preflight", "reply", "supposed"];

export function changedPlaces({ draft: before }: Base, draft: Draft): Place[] {
  return PLACES.filter((place) => !isSame(before[place], draft[place]));
}

export function isRequestChanged(base: Base, draft: Draft): boolean {
  return changedPlaces(base, draft).some((place) => REQUEST.includes(place));
}

/** Field ids matter to the form alone. */
function isSame(before: unknown, now: unknown): boolean {
  return before === now || JSON.stringify(before) === JSON.stringify(now);
}

export type FieldChange = "same" | "edited" | "added";

export function fieldChange(before: readonly Field[], field: Field): FieldChange {
  const was = before.find(({ id }) => id === field.id);
  return was === undefined ? "added" : was.name === field.name && was.value === field.value ? "same" : "edited";
}

export function removedFields(before: readonly Field[], now: readonly Field[]): Field[] {
  return before.filter(({ id }) => now.every((field) => field.id !== id));
}

/** The replies that edits are compared with: recorded, or what stands in for what was not. */
export function replyBefore(base: Base, place: "preflight" | "reply"): ReplyDraft {
  return place === "preflight" ? preflightReply(base.draft) : mainReply(base.draft);
}

/** How many rows and fields differ. */
export function countChanges(base: Base, draft: Draft): number {
  return changedPlaces(base, draft).reduce((sum, place) => {
    if (place === "fields") return sum + countFields(base.draft.fields, draft.fields);
    if (place !== "preflight" && place !== "reply") return sum + 1;
    const [before, now] = [replyBefore(base, place), draft[place]];
    if (now === null) return sum;
    return sum + (before.status === now.status ? 0 : 1) + countFields(before.fields, now.fields);
  }, 0);
}

function countFields(before: readonly Field[], now: readonly Field[]): number {
  return now.filter((field) => fieldChange(before, field) !== "same").length + removedFields(before, now).length;
}
