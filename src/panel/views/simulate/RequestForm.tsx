import type { ComponentChildren } from "preact";
import { isForbiddenRequestHeader } from "../../../core/fetch/headers";
import { isSerializedOrigin } from "../../../core/fetch/origins";
import { Glyph } from "../../../parts/Icon";
import { type PlainName, say } from "../../../parts/say";
import { visibleText } from "../../../parts/visibleText";
import { type Base, CREDENTIALS, type Draft, MODES } from "../../simulate/draft";
import { AddRows, FieldRows } from "./FieldRows";

interface FormProps {
  readonly base: Base;
  readonly draft: Draft;
  onChange(draft: Draft): void;
}

type Place = "method" | "origin" | "credentials" | "mode";

function Entry({
  base,
  draft,
  onChange,
  place,
  label,
  children,
}: FormProps & { place: Place; label: string; children: ComponentChildren }) {
  const edited = draft[place] !== base.draft[place];
  return (
    <div class={edited ? "entry field-edited" : "entry"}>
      <label for={`simulate-${place}`}>{label}</label>
      {children}
      {edited && (
        <>
          <span class="field-mark">{say("simulateEdited")}</span>
          <button
            type="button"
            class="icon-button"
            aria-label={say("simulateResetField", { field: label, value: visibleText(base.draft[place], 80) })}
            title={say("simulateReset")}
            onClick={() => onChange({ ...draft, [place]: base.draft[place] })}
          >
            <Glyph name="undo" />
          </button>
        </>
      )}
    </div>
  );
}

function TextEntry(props: FormProps & { place: "method" | "origin"; label: string }) {
  const { draft, onChange, place } = props;
  return (
    <Entry {...props}>
      <input
        id={`simulate-${place}`}
        type="text"
        spellcheck={false}
        autocomplete="off"
        value={visibleText(draft[place])}
        onInput={(event) => onChange({ ...draft, [place]: event.currentTarget.value })}
      />
    </Entry>
  );
}

const CREDENTIALS_WORDS: Readonly<Record<Draft["credentials"], PlainName>> = {
  omit: "simulateCredentialsOmit",
  include: "simulateCredentialsInclude",
  unknown: "simulateCredentialsUnknown",
};
const MODE_WORDS: Readonly<Record<Draft["mode"], PlainName>> = {
  cors: "simulateModeCors",
  "no-cors": "simulateModeNoCors",
  "same-origin": "simulateModeSameOrigin",
  unknown: "simulateModeUnknown",
};

type Option = readonly [value: string, words: string];

function Choice({ options, ...props }: FormProps & { place: "credentials" | "mode"; label: string; options: readonly Option[] }) {
  const { draft, onChange, place } = props;
  return (
    <Entry {...props}>
      <select
        id={`simulate-${place}`}
        value={draft[place]}
        onChange={(event) => onChange({ ...draft, [place]: event.currentTarget.value })}
      >
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </Entry>
  );
}

/** What a browser would not do, said before anybody wonders about the verdict. */
function Hints({ draft }: { draft: Draft }) {
  const own = draft.fields.find(({ name, value }) => name.trim() !== "" && isForbiddenRequestHeader(name.trim(), value));
  const hints = [
    ...(draft.origin === "null" || isSerializedOrigin(draft.origin) ? [] : [say("simulateHintOrigin")]),
    ...(/^[!#$%&'*+.^_`|~\w-]+$/.test(draft.method) ? [] : [say("simulateHintMethod")]),
    ...(own === undefined ? [] : [say("simulateHintForbidden", { header: visibleText(own.name.trim(), 80) })]),
  ];
  return (
    <>
      {hints.map((hint) => (
        <p key={hint} class="hint">
          {hint}
        </p>
      ))}
    </>
  );
}

export function RequestForm(props: FormProps) {
  const { base, draft, onChange } = props;
  const rows = { before: base.draft.fields, fields: draft.fields, onChange: (fields: Draft["fields"]) => onChange({ ...draft, fields }) };
  return (
    <fieldset class="simulate-part">
      <legend>{say("simulateRequest")}</legend>
      <div class="entries">
        <TextEntry {...props} place="method" label={say("simulateMethod")} />
        <TextEntry {...props} place="origin" label={say("simulateOrigin")} />
        <Choice
          {...props}
          place="credentials"
          label={say("simulateCredentials")}
          options={options(CREDENTIALS, CREDENTIALS_WORDS, base.draft.credentials)}
        />
        <Choice {...props} place="mode" label={say("simulateMode")} options={options(MODES, MODE_WORDS, base.draft.mode)} />
      </div>
      <FieldRows {...rows} only={() => true} />
      <AddRows {...rows} names={[]} />
      <Hints draft={draft} />
    </fieldset>
  );
}

/** Not knowing is offered only where nobody knows. */
function options<V extends string>(values: readonly V[], names: Readonly<Record<V, PlainName>>, recorded: V): Option[] {
  const offered = values.filter((value) => value !== "unknown" || recorded === "unknown");
  return offered.map((value) => [value, say<PlainName>(names[value])]);
}
