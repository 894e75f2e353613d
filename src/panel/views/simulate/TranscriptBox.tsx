import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../../../parts/say";
import { VisibleText } from "../../../parts/VisibleText";

/** A transcript to paste; `onPaste` answers what is wrong with it, or null. */
export function TranscriptBox({ onPaste, onClose }: { onPaste(text: string): string | null; onClose(): void }) {
  const area = useRef<HTMLTextAreaElement>(null);
  // The box appears because its button was pressed.
  useEffect(() => area.current?.focus(), []);
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <form
      class="transcript-box"
      onSubmit={(event) => {
        event.preventDefault();
        setProblem(onPaste(text));
      }}
    >
      <label for="simulate-transcript">{say("simulateTranscript")}</label>
      <textarea
        id="simulate-transcript"
        rows={10}
        spellcheck={false}
        autocomplete="off"
        ref={area}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : "simulate-transcript-problem"}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onClose();
        }}
      />
      {problem !== null && (
        <p class="refusal" id="simulate-transcript-problem" role="alert">
          <VisibleText text={problem} />
        </p>
      )}
      <p class="actions">
        <button type="submit" class="small">
          {say("simulateUseTranscript")}
        </button>
        <button type="button" class="small" onClick={onClose}>
          {say("simulateCancel")}
        </button>
      </p>
    </form>
  );
}
