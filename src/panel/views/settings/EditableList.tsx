import { useId, useRef, useState } from "preact/hooks";
import { Glyph } from "../../../parts/Icon";
import { say } from "../../../parts/say";
import { visibleText } from "../../../parts/visibleText";

interface EditableListProps {
  readonly title: string;
  readonly hint: string;
  readonly label: string;
  readonly none: string;
  /** Said where a text cannot be read. */
  readonly expected: string;
  readonly items: readonly string[];
  /** Null for a text that is none. */
  read(text: string): string | null;
  onChange(items: readonly string[]): void;
}

/** A list of short texts that the user adds to and takes from. */
export function EditableList({ title, hint, label, none, expected, items, read, onChange }: EditableListProps) {
  const id = useId();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const remove = (item: string) => {
    // The button goes with its item: without this, whoever works by keys would stand outside the dialog.
    field.current?.focus();
    onChange(items.filter((one) => one !== item));
  };
  const add = (event: Event) => {
    event.preventDefault();
    const item = read(text);
    setWrong(item === null);
    if (item === null) return;
    setText("");
    if (!items.includes(item)) onChange([...items, item]);
  };
  return (
    <section>
      <h3 class="part-title">{title}</h3>
      <p class="quiet" id={`${id}-hint`}>
        {hint}
      </p>
      {items.length === 0 && <p class="quiet">{none}</p>}
      <ul class="chips">
        {items.map((item) => (
          <li key={item}>
            <code>{visibleText(item, 100)}</code>
            <button
              type="button"
              class="icon-button"
              aria-label={say("settingsRemove", { what: visibleText(item, 100) })}
              onClick={() => remove(item)}
            >
              <Glyph name="close" />
            </button>
          </li>
        ))}
      </ul>
      <form class="adding" onSubmit={add}>
        <input
          type="text"
          ref={field}
          aria-label={label}
          placeholder={label}
          aria-describedby={wrong ? `${id}-wrong` : `${id}-hint`}
          aria-invalid={wrong}
          spellcheck={false}
          autocomplete="off"
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setWrong(false);
          }}
        />
        <button type="submit" class="small">
          {say("settingsAdd")}
        </button>
      </form>
      {wrong && (
        <p class="wrong" id={`${id}-wrong`} role="alert">
          {expected}
        </p>
      )}
    </section>
  );
}
