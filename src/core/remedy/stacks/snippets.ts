import type { Language, Lit } from "../encode/lit";
import type { Rendered, Snippet } from "../policy";

/** Where a piece of text goes. */
export type Place = Pick<Snippet, "file" | "where" | "slot">;

/** Ends every `render`: the pieces with their texts, or the first refusal that one of them carries. */
export function snippets(...pieces: readonly (readonly [place: Place, text: Lit<Language>])[]): Rendered {
  const refusal = pieces.find(([, text]) => text.refusal !== null)?.[1].refusal ?? null;
  if (refusal !== null) return { ok: false, refusal };
  return { ok: true, snippets: pieces.map(([place, { language, text }]) => ({ ...place, language, text })) };
}
