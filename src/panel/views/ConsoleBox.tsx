import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { readConsole } from "../../core/diagnosis/readConsole";
import { Glyph } from "../../parts/Icon";
import { say } from "../../parts/say";
import { rowOfAddress, rowOfMessage } from "../consoleRows";
import type { Row } from "../judge";
import type { PanelStore } from "../store";
import { MessageAnswer, MistakenAnswer } from "./ConsoleAnswer";
import { WorksInCurl } from "./WorksInCurl";

const BOX = "console-box";

export function ConsoleButton({ open, onToggle }: { open: boolean; onToggle(): void }) {
  return (
    <button
      type="button"
      class="console-button"
      aria-expanded={open}
      aria-controls={open ? BOX : undefined}
      title={say("consoleTitle")}
      onClick={onToggle}
    >
      <Glyph name="console" />
      <span>{say("consoleName")}</span>
    </button>
  );
}

/** What is shown must be in the list: a filter that hides it gives way, a closed group opens. */
function bringIntoList(store: PanelStore, id: string): void {
  if (store.lines.peek().indexOf(id) < 0) store.filterText.value = "";
  const lines = store.lines.peek();
  const group = lines.groupOf(id);
  if (group !== null) store.choices.unfold(group, true);
}

/** A strip above the list, so that the request it speaks of can be seen beside it. */
export function ConsoleBox({ store, onClose }: { store: PanelStore; onClose(): void }) {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const { messages, mistaken } = useMemo(() => readConsole(text), [text]);
  // Rows come and go while the strip is open.
  store.counts.value;
  const rows = store.judged();
  const answers = [
    ...messages.map((message) => ({ message, row: rowOfMessage(rows, message) })),
    ...mistaken.map((line) => ({ line, row: line.url === undefined ? null : rowOfAddress(rows, line.url) })),
  ];
  const show = (row: Row) => {
    bringIntoList(store, row.id);
    store.tab.value = "Why";
    store.select(row.id, true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  const empty = text.trim() === "";
  return (
    <section class="console-box" id={BOX} aria-label={say("consoleName")} onKeyDown={onKeyDown}>
      <div class="console-head">
        <label for="console-line">{say("consoleLabel")}</label>
        <button type="button" class="icon-button" aria-label={say("consoleClose")} title={say("consoleClose")} onClick={onClose}>
          <Glyph name="close" />
        </button>
      </div>
      <textarea
        id="console-line"
        ref={field}
        rows={3}
        spellcheck={false}
        autocomplete="off"
        placeholder={say("consolePlaceholder")}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div role="status">
        {!empty && answers.length === 0 && <p class="console-none">{say("consoleNone")}</p>}
        {answers.length > 1 && <p class="sr-only">{say("consoleAnswers", { count: answers.length })}</p>}
      </div>
      {answers.length > 0 && (
        <ol class="answers">
          {answers.map((answer, index) =>
            "message" in answer ? (
              <MessageAnswer key={index} message={answer.message} row={answer.row} onShow={show} />
            ) : (
              <MistakenAnswer key={index} line={answer.line} row={answer.row} onShow={show} />
            ),
          )}
        </ol>
      )}
      <WorksInCurl row={answers.find(({ row }) => row !== null)?.row ?? store.selected.value} />
    </section>
  );
}
