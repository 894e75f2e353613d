import { Glyph } from "../../../parts/Icon";
import { say } from "../../../parts/say";
import { replyBefore } from "../../simulate/changes";
import { type Base, type Draft, type Field, mainReply, preflightReply, type ReplyDraft } from "../../simulate/draft";
import { isDeciding, missingNames } from "../../simulate/rows";
import { AddRows, FieldRows } from "./FieldRows";

interface ReplyProps {
  readonly place: "preflight" | "reply";
  readonly base: Base;
  readonly draft: Draft;
  onChange(draft: Draft): void;
  readonly notes: readonly string[];
}

function Status({
  place,
  before,
  reply,
  onChange,
}: {
  place: string;
  before: ReplyDraft;
  reply: ReplyDraft;
  onChange(reply: ReplyDraft): void;
}) {
  const edited = reply.status !== before.status;
  return (
    <div class={edited ? "entry field-edited" : "entry"}>
      <label for={`simulate-${place}-status`}>{say("simulateStatus")}</label>
      <input
        id={`simulate-${place}-status`}
        type="text"
        inputMode="numeric"
        maxLength={3}
        autocomplete="off"
        class="status-input"
        value={reply.status === 0 ? "" : String(reply.status)}
        onInput={(event) => onChange({ ...reply, status: Number(event.currentTarget.value.replace(/\D/g, "")) })}
      />
      {edited && (
        <>
          <span class="field-mark">{say("simulateEdited")}</span>
          <button
            type="button"
            class="icon-button"
            aria-label={say("simulateResetField", { field: say("simulateStatus"), value: before.status })}
            title={say("simulateReset")}
            onClick={() => onChange({ ...reply, status: before.status })}
          >
            <Glyph name="undo" />
          </button>
        </>
      )}
    </div>
  );
}

export function ReplyForm({ place, base, draft, onChange, notes }: ReplyProps) {
  const reply = place === "preflight" ? preflightReply(draft) : mainReply(draft);
  // What stands in for a reply follows the other one; that is no edit of its own.
  const before = draft[place] === null ? reply : replyBefore(base, place);
  const change = (now: ReplyDraft) => onChange({ ...draft, [place]: now });
  const rows = { before: before.fields, fields: reply.fields, onChange: (fields: readonly Field[]) => change({ ...reply, fields }) };
  const others = [...before.fields, ...reply.fields].filter((field) => !isDeciding(field));
  const count = new Set(others.map(({ id }) => id)).size;
  return (
    <fieldset class="simulate-part">
      <legend>{place === "preflight" ? say("simulatePreflightReply") : say("simulateReply")}</legend>
      {notes.map((note) => (
        <p key={note} class="quiet note">
          {note}
        </p>
      ))}
      <Status place={place} before={before} reply={reply} onChange={change} />
      <FieldRows {...rows} only={isDeciding} />
      <AddRows {...rows} names={missingNames(place, reply)} />
      {count > 0 && (
        <details class="other-headers">
          <summary>{say("simulateOtherHeaders", { count })}</summary>
          <FieldRows {...rows} only={(field) => !isDeciding(field)} />
        </details>
      )}
    </fieldset>
  );
}
