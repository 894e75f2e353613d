import { useState } from "preact/hooks";
import { Glyph } from "./Icon";
import { say } from "./say";

/** Code to take away. `onCopy` answers whether the clipboard took it. */
export function CodeBlock({ text, label, onCopy }: { text: string; label: string; onCopy(text: string): Promise<boolean> }) {
  const [said, setSaid] = useState<{ text: string; words: string } | null>(null);
  // What was said about another snippet says nothing about this one.
  const words = said?.text === text ? said.words : "";
  const copy = () => onCopy(text).then((ok) => setSaid({ text, words: say(ok ? "codeCopied" : "codeCopyRefused") }));
  return (
    <figure class="code-block" aria-label={label}>
      <figcaption>
        <span class="code-label">{label}</span>
        <span class="said" role="status">
          {words}
        </span>
        <button type="button" class="small" onClick={copy}>
          <Glyph name="copy" />
          {say("codeCopy")}
        </button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
