import type { Policy } from "../core/remedy/policy";
import { headers } from "../core/remedy/stacks/headers";
import { copyText } from "../parts/saveFile";
import { say } from "../parts/say";
import { type Row, remedyOf } from "./judge";
import { stackFor } from "./stackFor";
import type { PanelStore } from "./store";

interface Copy {
  readonly title: string;
  readonly text: string;
}

/** The recipe that Fix would show, as one text; plain headers where that recipe cannot say it. */
function recipeFor(row: Row, policy: Policy): Copy | null {
  const stack = stackFor(row);
  for (const one of [stack, headers]) {
    const rendered = one.render(policy, URL.parse(row.url)?.origin);
    if (rendered.ok) return { title: one.title, text: rendered.snippets.map(({ text }) => text).join("\n\n") };
  }
  return null;
}

/** Says what it copied; where no header helps, it says what does instead. */
export async function copyFix(store: PanelStore, row: Row): Promise<void> {
  const remedy = row.verdict === "blocked" || row.verdict === "not-cors" ? remedyOf(row) : null;
  const copy = remedy?.policy == null ? null : recipeFor(row, remedy.policy);
  if (copy === null) {
    const why = remedy === null ? say("gridNothingToFix") : remedy.summary;
    store.notice.value = { tone: "calm", text: say("gridNothingCopied", { why }) };
    return;
  }
  const copied = await copyText(copy.text);
  store.notice.value = copied
    ? { tone: "good", text: say("gridFixCopied", { title: copy.title, where: `${row.method} ${row.host}${row.path}`.slice(0, 120) }) }
    : { tone: "bad", text: say("gridCopyRefused") };
}
