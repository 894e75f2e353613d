import { useState } from "preact/hooks";
import { visiblePieces } from "./visibleText";

const SHOWN = 320;

/** Text of strangers: hidden characters by name, never markup. */
export function VisibleText({ text }: { text: string }) {
  return <>{visiblePieces(text).map((piece) => (piece.hidden ? <span class="hidden-char">{piece.text}</span> : piece.text))}</>;
}

/** A value that may be very long: cut in view, whole on demand. */
export function LongText({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  if (text.length <= SHOWN) return <VisibleText text={text} />;
  return (
    <>
      <VisibleText text={open ? text : text.slice(0, SHOWN)} />
      {open ? " " : "… "}
      <button type="button" class="link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "Show less" : `Show all ${text.length.toLocaleString("en")} characters`}
      </button>
    </>
  );
}

/** A sentence whose values stand between backticks. */
export function Prose({ text }: { text: string }) {
  const pieces = text.split("`");
  return (
    <>
      {pieces.map((piece, index) => {
        if (index % 2 === 0 || index === pieces.length - 1) return <VisibleText text={piece} />;
        return (
          <code>
            <LongText text={piece} />
          </code>
        );
      })}
    </>
  );
}
