import { Glyph } from "../../../parts/Icon";
import { say } from "../../../parts/say";
import { LongText, VisibleText } from "../../../parts/VisibleText";
import { visibleText } from "../../../parts/visibleText";
import { fieldChange, removedFields } from "../../simulate/changes";
import type { Field } from "../../simulate/draft";
import { withNewRow, withoutRow, withRestored, withRow } from "../../simulate/rows";

export interface FieldsProps {
  /** As recorded. */
  readonly before: readonly Field[];
  readonly fields: readonly Field[];
  onChange(fields: readonly Field[]): void;
}

/** Characters that hide would be edited without being seen: such a value is shown by name, and replaced as a whole. */
function Value({ field, onInput }: { field: Field; onInput(value: string): void }) {
  const name = visibleText(field.name, 80) || say("simulateHeaderValue");
  if (visibleText(field.value, Number.POSITIVE_INFINITY) !== field.value) {
    return (
      <span class="field-value hidden-value">
        <VisibleText text={field.value.slice(0, 500)} />
      </span>
    );
  }
  return (
    <input
      type="text"
      class="field-value"
      aria-label={name}
      spellcheck={false}
      autocomplete="off"
      value={field.value}
      onInput={(event) => onInput(event.currentTarget.value)}
    />
  );
}

function Row({ field, before, fields, onChange }: FieldsProps & { field: Field }) {
  const change = fieldChange(before, field);
  const shown = visibleText(field.name, 80);
  return (
    <li class={`field-row field-${change}`} data-header={field.name.toLowerCase()}>
      <input
        type="text"
        class="field-name"
        aria-label={say("simulateHeaderName")}
        spellcheck={false}
        autocomplete="off"
        value={visibleText(field.name, Number.POSITIVE_INFINITY)}
        onInput={(event) => onChange(withRow(fields, field.id, { name: event.currentTarget.value }))}
      />
      <Value field={field} onInput={(value) => onChange(withRow(fields, field.id, { value }))} />
      <span class="field-mark">{change === "added" ? say("simulateAdded") : change === "edited" ? say("simulateEdited") : ""}</span>
      {change === "edited" && (
        <button
          type="button"
          class="icon-button"
          aria-label={say("simulateResetHeader", { header: shown })}
          title={say("simulateReset")}
          onClick={() => onChange(withRestored(fields, before, field.id))}
        >
          <Glyph name="undo" />
        </button>
      )}
      <button
        type="button"
        class="icon-button"
        aria-label={say("simulateRemoveHeader", { header: shown })}
        title={say("simulateRemove")}
        onClick={() => onChange(withoutRow(fields, field.id))}
      >
        <Glyph name="close" />
      </button>
    </li>
  );
}

/** A header list to edit; removed rows stay in sight until the form is reset. */
export function FieldRows({ only, ...props }: FieldsProps & { only(field: Field): boolean }) {
  const { before, fields, onChange } = props;
  const shown = fields.filter(only);
  const removed = removedFields(before, fields).filter(only);
  if (shown.length + removed.length === 0) return null;
  return (
    <ul class="field-rows">
      {shown.map((field) => (
        <Row key={field.id} field={field} {...props} />
      ))}
      {removed.map((field) => (
        <li key={field.id} class="field-row field-removed">
          <s>
            <LongText text={`${field.name}: ${field.value}`} />
          </s>
          <span class="field-mark">{say("simulateRemoved")}</span>
          <button
            type="button"
            class="small"
            aria-label={say("simulateRestoreHeader", { header: visibleText(field.name, 80) })}
            onClick={() => onChange(withRestored(fields, before, field.id))}
          >
            {say("simulateRestore")}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** One press for the headers that would matter, and one for any other. */
export function AddRows({ names, before, fields, onChange }: FieldsProps & { names: readonly string[] }) {
  return (
    <p class="add-rows">
      {[...names, ""].map((name) => (
        <button key={name} type="button" class="small" onClick={() => onChange(withNewRow(fields, before, name, ""))}>
          {name === "" ? say("simulateAddHeader") : `+ ${name}`}
        </button>
      ))}
    </p>
  );
}
