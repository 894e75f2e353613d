import { useState } from "preact/hooks";
import { type Edit, edit, exposable, type EditableList as PolicyList } from "../../../core/remedy/edit";
import type { Policy } from "../../../core/remedy/policy";
import { Glyph } from "../../../parts/Icon";
import { say } from "../../../parts/say";
import { visibleText } from "../../../parts/visibleText";
import type { Row } from "../../judge";

interface EditorProps {
  readonly policy: Policy;
  readonly row: Row;
  /** True when `policy` is no longer what was read from the traffic. */
  readonly changed: boolean;
  onChange(policy: Policy): void;
  onReset(): void;
}

/** More than the traffic showed: other places where the app runs, reply headers its code may read, credentials that were not to be seen. */
export function PolicyEditor({ policy, row, changed, onChange, onReset }: EditorProps) {
  const [expected, setExpected] = useState<string | null>(null);
  const apply = (change: Edit): boolean => {
    const edited = edit(policy, change);
    setExpected(edited.ok ? null : edited.expected);
    if (edited.ok) onChange(edited.policy);
    return edited.ok;
  };
  return (
    <details class="editor">
      <summary>
        {say("fixEdit")} {changed && <span class="tag">{say("fixEdited")}</span>}
      </summary>
      <List title={say("fixEditOrigins")} label={say("fixEditOriginsAdd")} list="allowedOrigins" policy={policy} apply={apply} />
      <List title={say("fixEditExposed")} label={say("fixEditExposedAdd")} list="exposedHeaders" policy={policy} apply={apply} />
      <Offers policy={policy} row={row} apply={apply} />
      <Credentials policy={policy} apply={apply} />
      {policy.maxAge !== undefined && <MaxAge seconds={policy.maxAge} apply={apply} />}
      {expected !== null && (
        <p class="wrong" role="alert">
          {expected}
        </p>
      )}
      {changed && (
        <button type="button" class="small" onClick={onReset}>
          {say("fixEditReset")}
        </button>
      )}
    </details>
  );
}

interface PartProps {
  readonly policy: Policy;
  apply(change: Edit): boolean;
}

function List({ title, label, list, policy, apply }: PartProps & { title: string; label: string; list: PolicyList }) {
  const [text, setText] = useState("");
  const add = (event: Event) => {
    event.preventDefault();
    if (apply({ kind: "add", list, text })) setText("");
  };
  return (
    <div class="editor-part">
      <span class="part-name">{title}</span>
      <ul class="chips">
        {policy[list].map((value) => (
          <li key={value}>
            <code>{visibleText(value, 100)}</code>
            <button
              type="button"
              class="icon-button"
              aria-label={say("settingsRemove", { what: visibleText(value, 100) })}
              onClick={() => apply({ kind: "remove", list, value })}
            >
              <Glyph name="close" />
            </button>
          </li>
        ))}
      </ul>
      <form class="adding" onSubmit={add}>
        <input
          type="text"
          aria-label={label}
          placeholder={label}
          spellcheck={false}
          autocomplete="off"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="small">
          {say("settingsAdd")}
        </button>
      </form>
    </div>
  );
}

/** Headers of the very reply that the page's code cannot read as yet. */
function Offers({ policy, row, apply }: PartProps & { row: Row }) {
  const names = exposable(row.exchange).filter((name) => !policy.exposedHeaders.includes(name));
  if (names.length === 0) return null;
  return (
    <p class="offers">
      <span class="quiet">{say("fixEditOffers")}</span>{" "}
      {names.slice(0, 12).map((name) => (
        <button key={name} type="button" class="small" onClick={() => apply({ kind: "add", list: "exposedHeaders", text: name })}>
          {say("fixEditExpose", { name: visibleText(name, 60) })}
        </button>
      ))}
    </p>
  );
}

function Credentials({ policy, apply }: PartProps) {
  return (
    <label class="editor-part">
      <input
        type="checkbox"
        checked={policy.allowCredentials !== false}
        onChange={(event) => apply({ kind: "credentials", allow: event.currentTarget.checked })}
      />
      {say("fixEditCredentials")}
      {policy.allowCredentials === "unknown" && <span class="quiet">{say("fixEditCredentialsUnknown")}</span>}
    </label>
  );
}

function MaxAge({ seconds, apply }: { seconds: number; apply: PartProps["apply"] }) {
  return (
    <label class="editor-part">
      {say("fixEditMaxAge")}
      <input
        type="number"
        min={0}
        max={86400}
        step={60}
        value={seconds}
        onChange={(event) => apply({ kind: "max-age", seconds: event.currentTarget.valueAsNumber })}
      />
      <span class="quiet">{say("fixEditMaxAgeHint")}</span>
    </label>
  );
}
