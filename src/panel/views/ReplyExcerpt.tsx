import { type PlainName, say, sayCount } from "../../parts/say";
import { LongText, VisibleText } from "../../parts/VisibleText";
import type { Row } from "../judge";
import { type RefusedReply, type ReplyLine, refusedReplyOf } from "./replyOf";

const TITLES: Readonly<Record<RefusedReply["stage"], PlainName>> = {
  preflight: "whyReplyToPreflight",
  redirect: "whyReplyRedirect",
  response: "whyReply",
};

function Tag({ mark }: { mark: ReplyLine["mark"] }) {
  if (mark === null) return null;
  return <span class={`tag reply-tag-${mark}`}>{say(mark === "fails" ? "whyReplyFails" : "whyReplyNext")}</span>;
}

/** The lines of the real reply that were judged, with the one that decided lit, or the gap where it should stand. */
export function ReplyExcerpt({ row, onShowAll }: { row: Row; onShowAll(): void }) {
  const reply = refusedReplyOf(row);
  if (reply === null) return null;
  return (
    <section class="reply-excerpt" aria-label={say(TITLES[reply.stage])}>
      <h3 class="part-title">{say(TITLES[reply.stage])}</h3>
      <ul class="reply-lines">
        <li class={`reply-line reply-status reply-${reply.statusMark ?? "plain"}`}>
          <code>
            <VisibleText text={reply.statusLine.slice(0, 120)} />
          </code>
          <Tag mark={reply.statusMark} />
        </li>
        {reply.lines.map(({ header: [name, value], mark }) => (
          <li class={`reply-line reply-${mark ?? "plain"}`}>
            <code>
              <span class="reply-name">
                <LongText text={name} />:
              </span>{" "}
              {value === "" ? <em>{say("whyReplyEmpty")}</em> : <LongText text={value} />}
            </code>
            <Tag mark={mark} />
          </li>
        ))}
        {reply.gaps.map(({ name, mark }) => (
          <li class={`reply-line reply-gap reply-${mark}`}>
            <code>{say("whyReplyGap", { header: name })}</code>
            <Tag mark={mark} />
          </li>
        ))}
        <li class="reply-line reply-more">
          {reply.others > 0 && <span class="quiet">{sayCount("whyReplyOthers", reply.others)}</span>}
          <button type="button" class="link" onClick={onShowAll}>
            {say("whyReplyShowAll")}
          </button>
        </li>
      </ul>
    </section>
  );
}
