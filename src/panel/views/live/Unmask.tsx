import { useState } from "preact/hooks";
import { hiddenReply, planUnmask } from "../../../core/remedy/unmask";
import type { Unmasked } from "../../../messaging/live";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { say } from "../../../parts/say";
import { Prose, VisibleText } from "../../../parts/VisibleText";
import type { Row } from "../../judge";
import { keptReply } from "../../live/keptReply";
import type { PanelStore } from "../../store";
import { Refusal } from "./Refusal";

interface UnmaskProps {
  readonly store: PanelStore;
  readonly row: Row;
}

/** The reply that the page was not given, shown on a click: as DevTools kept it, else fetched anew. Corscope keeps it nowhere. */
export function Unmask({ store, row }: UnmaskProps) {
  const [gone, letGo] = useState<string | null>(null);
  const { feed, live } = store;
  feed?.version.value; // drawn anew when DevTools told of another request
  const hidden = hiddenReply(row.exchange, row.diagnosis);
  const { main } = row.exchange;
  const read = hidden === null || main === null || gone === row.id ? null : (feed?.content(main, hidden.hop) ?? null);
  if (read === null || hidden === null) return <FetchAgain store={store} row={row} />;
  const show = () => read((content) => (content === null ? letGo(row.id) : live.unmasked(row.id, keptReply(hidden, content))));
  const last = live.runOf("unmask", row.id)?.news.at(-1);
  return (
    <section class="live">
      <p class="live-buttons">
        <button type="button" class="small" onClick={show}>
          {say("liveUnmask")}
        </button>
        <span class="quiet">{say("liveUnmaskKept")}</span>
      </p>
      {last?.step === "unmasked" && <Reply reply={last.reply} onForget={() => live.forget("unmask", row.id)} />}
    </section>
  );
}

function FetchAgain({ store, row }: UnmaskProps) {
  const [confirming, confirm] = useState(false);
  if (row.exchange.source !== "live") return null;
  const plan = planUnmask(row.exchange, row.diagnosis);
  if (!plan.ok) return plan.why === "redacted" ? <p class="quiet">{say("liveUnmaskRedacted")}</p> : null;
  if (store.live.subject === "all") return <p class="quiet">{say("liveOneTab")}</p>;
  const { live } = store;
  const run = live.runOf("unmask", row.id);
  const last = run?.news.at(-1);
  return (
    <section class="live">
      <p class="live-buttons">
        <button type="button" class="small" disabled={run?.state === "running"} onClick={() => confirm(true)}>
          {say("liveUnmask")}
        </button>
        <span class="quiet">{run?.state === "running" ? say("liveUnmaskBusy") : say("liveUnmaskWhat")}</span>
      </p>
      <div role="status">
        {run?.state === "lost" && <p class="refusal">{say("liveLost")}</p>}
        {last?.step === "refused" && <Refusal why={last.why} />}
        {last?.step === "unreachable" && <p class="live-bad">{last.timeout ? say("liveUnmaskTimeout") : say("liveUnmaskUnreachable")}</p>}
      </div>
      {last?.step === "unmasked" && <Reply reply={last.reply} onForget={() => live.forget("unmask", row.id)} />}
      {confirming && (
        <ConfirmDialog
          title={say("liveUnmaskTitle")}
          confirm={say("liveUnmaskYes", { method: plan.method })}
          onCancel={() => confirm(false)}
          onConfirm={() => {
            confirm(false);
            live.begin("unmask", row.id);
          }}
        >
          <p class="live-url">
            <code>
              <VisibleText text={`${plan.method} ${plan.url}`} />
            </code>
          </p>
          <p>{say("liveUnmaskText")}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function Reply({ reply, onForget }: { reply: Unmasked; onForget(): void }) {
  const { status, statusText, contentType, marks, body, cutAt, redirected, kept } = reply;
  if (redirected) return <p class="live-found">{say("liveUnmaskRedirect")}</p>;
  return (
    <figure class="unmasked" aria-label={say("liveUnmaskedName")}>
      <figcaption>
        <strong>
          <VisibleText text={`${status} ${statusText.slice(0, 80)}`} />
        </strong>
        <span>
          <VisibleText text={contentType.slice(0, 120)} />
        </span>
        <button type="button" class="small" onClick={onForget}>
          {say("liveUnmaskForget")}
        </button>
      </figcaption>
      {marks.length > 0 && (
        <dl class="facts">
          {marks.map(([name, value]) => (
            <div key={name}>
              <dt>
                <VisibleText text={name} />
              </dt>
              <dd>
                <code>
                  <VisibleText text={value} />
                </code>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {body === "" ? (
        <p class="quiet">{say("liveUnmaskEmpty")}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
        <pre tabIndex={0}>
          <Body text={body} />
        </pre>
      )}
      {cutAt !== null && <p class="quiet">{say("liveUnmaskCut", { size: cutAt / 1024 })}</p>}
      {kept !== true && (status === 401 || status === 403) && (
        <p class="quiet">
          <Prose text={say("liveUnmaskLogin", { status })} />
        </p>
      )}
    </figure>
  );
}

/** Lines and tabs stay what they are; everything else that cannot be seen is named. */
function Body({ text }: { text: string }) {
  return (
    <>{text.split(/(\r?\n|\t)/).map((piece) => (/^\r?\n$|^\t$/.test(piece) ? piece.replace("\r", "") : <VisibleText text={piece} />))}</>
  );
}
