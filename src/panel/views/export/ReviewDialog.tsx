import { useEffect, useRef, useState } from "preact/hooks";
import { isToken } from "../../../core/fetch/methods";
import { type Finding, isNeeded } from "../../../core/report/redact";
import { Glyph } from "../../../parts/Icon";
import { say } from "../../../parts/say";
import { visibleText } from "../../../parts/visibleText";
import { kindWords, placeWords } from "../../exportWords";
import { exportHar } from "../../report";
import type { PanelStore } from "../../store";
import { EditableList } from "../settings/EditableList";

function readName(text: string): string | null {
  const name = text.trim().toLowerCase();
  return isToken(name) && !isNeeded(name) && name !== "location" ? name : null;
}

function FindingLine({ finding, removed, onChange }: { finding: Finding; removed: boolean; onChange(removed: boolean): void }) {
  return (
    <li>
      <label>
        <input type="checkbox" checked={removed} onChange={(event) => onChange(event.currentTarget.checked)} />
        <span>
          {kindWords(finding.kind, finding.count)} {visibleText(placeWords(finding), 120)}
        </span>
        <code>{visibleText(finding.shape, 80)}</code>
      </label>
    </li>
  );
}

/** What an export takes out, by kind and name; never the values themselves. */
export function ReviewDialog({ store }: { store: PanelStore }) {
  const review = store.review.value;
  const dialog = useRef<HTMLDialogElement>(null);
  const opener = useRef<Element | null>(null);
  const [spared, setSpared] = useState(() => new Set(review?.choice.spared));
  const [names, setNames] = useState<readonly string[]>(review?.choice.names ?? []);
  useEffect(() => {
    opener.current = document.activeElement;
    dialog.current?.showModal();
  }, []);
  if (review === null) return null;
  const close = () => {
    // As long as it is open, nothing outside of it takes the focus.
    dialog.current?.close();
    store.review.value = null;
    if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
  };
  const spare = (key: string, removed: boolean) => {
    const next = new Set(spared);
    if (removed) next.delete(key);
    else next.add(key);
    setSpared(next);
  };
  const again = () => {
    close();
    void exportHar(store, { names, spared: [...spared] });
  };
  return (
    <dialog
      ref={dialog}
      class="settings review"
      aria-labelledby="review-title"
      onClose={close}
      onKeyDown={(event) => {
        // Left to itself, Esc would open DevTools' drawer as well.
        if (event.key === "Escape") {
          event.preventDefault();
          close();
        }
        event.stopPropagation();
      }}
    >
      <header>
        <h2 id="review-title">{say("exportReviewTitle")}</h2>
        <button type="button" class="icon-button" aria-label={say("exportReviewClose")} onClick={close}>
          <Glyph name="close" />
        </button>
      </header>
      <p class="quiet">{say("exportReviewHint")}</p>
      <section>
        <h3 class="part-title">{say("exportReviewFound")}</h3>
        {review.findings.length === 0 && <p class="quiet">{say("exportReviewNothing")}</p>}
        <ul class="findings">
          {review.findings.map((finding) => (
            <FindingLine
              key={finding.key}
              finding={finding}
              removed={!spared.has(finding.key)}
              onChange={(removed) => spare(finding.key, removed)}
            />
          ))}
        </ul>
      </section>
      <EditableList
        title={say("exportNamesTitle")}
        hint={say("exportNamesHint")}
        label={say("exportNamesAdd")}
        none={say("exportNamesNone")}
        expected={say("exportNamesBad")}
        items={names}
        read={readName}
        onChange={setNames}
      />
      <div class="confirm-buttons">
        <button type="button" onClick={close}>
          {say("exportReviewLeave")}
        </button>
        <button type="button" class="primary" onClick={again}>
          {say("exportReviewSave")}
        </button>
      </div>
    </dialog>
  );
}
