import type { MessageName } from "./say";
import { say } from "./say";
import { Tip } from "./Tip";
import { exactMilliseconds, milliseconds, type Span, type SpanKind, type TimelineModel, type TimelineRow, ticksOf } from "./timelineModel";
import type { View } from "./timelineZoom";
import { useZoom } from "./useZoom";
import { LongText } from "./VisibleText";

const MEANING: Readonly<Record<SpanKind, MessageName>> = {
  queued: "timelineQueued",
  stalled: "timelineStalled",
  dns: "timelineDns",
  connect: "timelineConnect",
  tls: "timelineTls",
  send: "timelineSend",
  wait: "timelineWait",
  receive: "timelineReceive",
  preflight: "timelineWaitsForPreflight",
  gap: "timelineGap",
  waiting: "timelineWaiting",
  server: "timelineServer",
  body: "timelineBody",
  ghost: "timelineGhost",
};

/** Kinds in which nothing moves are drawn thin. */
const THIN: readonly SpanKind[] = ["queued", "stalled", "waiting", "preflight", "gap"];

const percent = (part: number) => `${(part * 100).toFixed(3)}%`;

/** Where a moment lies in the view; beyond it, at its edge. */
function shareOf(at: number, { from, to }: View): number {
  return Math.max(0, Math.min(1, (at - from) / (to - from)));
}

function SpanBar({ span, view }: { span: Span; view: View }) {
  if (span.to < view.from || span.from > view.to) return null;
  const thin = THIN.includes(span.kind);
  const from = shareOf(span.from, view);
  return (
    <rect
      class={`span span-${span.kind}`}
      x={percent(from)}
      width={percent(Math.max(shareOf(span.to, view) - from, 0.0025))}
      y={thin ? 9 : 4}
      height={thin ? 4 : 14}
      rx={thin ? 2 : 3}
    />
  );
}

function Swatch({ kind }: { kind: SpanKind }) {
  const thin = THIN.includes(kind);
  return (
    <svg width="14" height="10" aria-hidden="true" focusable="false">
      <rect class={`span span-${kind}`} x="0.5" y={thin ? 3 : 0.5} width="13" height={thin ? 4 : 9} rx="2" />
    </svg>
  );
}

/** Every number of a row, phase by phase. */
function Numbers({ row }: { row: TimelineRow }) {
  return (
    <span class="numbers">
      {row.spans.map(({ kind, from, to }, index) => (
        <span class="number" key={index}>
          <Swatch kind={kind} />
          <span>{say(MEANING[kind])}</span>
          <span class="length">{kind === "ghost" ? "" : exactMilliseconds(to - from)}</span>
          <span class="stretch">
            {kind === "ghost" ? "" : say("timelineStretch", { from: exactMilliseconds(from), to: exactMilliseconds(to) })}
          </span>
        </span>
      ))}
    </span>
  );
}

function inWords({ title, spans }: TimelineRow): string {
  const phases = spans.map(({ kind, from, to }) =>
    kind === "ghost" ? say(MEANING.ghost) : say("timelineSpan", { what: say(MEANING[kind]), time: exactMilliseconds(to - from) }),
  );
  return `${title}. ${phases.join(", ")}`;
}

function Bar({ row, view, ticks }: { row: TimelineRow; view: View; ticks: readonly number[] }) {
  const refusedAt = row.spans.at(-1)?.to ?? 0;
  return (
    <Tip text={<Numbers row={row} />}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its numbers come with focus as with the pointer */}
      <div class="time-bar" role="img" aria-label={inWords(row)} tabIndex={0}>
        <svg width="100%" height="22" aria-hidden="true" focusable="false">
          {ticks.map((tick) => (
            <line key={tick} class="tick" x1={percent(shareOf(tick, view))} x2={percent(shareOf(tick, view))} y1="0" y2="22" />
          ))}
          {row.spans.map((span, index) => (
            <SpanBar key={index} span={span} view={view} />
          ))}
          {row.refused && refusedAt >= view.from && refusedAt <= view.to && (
            <rect class="refusal" x={percent(Math.min(shareOf(refusedAt, view), 0.994))} width="4" y="1" height="20" rx="1" />
          )}
        </svg>
      </div>
    </Tip>
  );
}

function Axis({ view, ticks }: { view: View; ticks: readonly number[] }) {
  return (
    <svg width="100%" height="18" aria-hidden="true" focusable="false">
      {ticks.map((tick) => {
        const at = shareOf(tick, view);
        return (
          <g key={tick}>
            <line class="tick" x1={percent(at)} x2={percent(at)} y1="12" y2="18" />
            <text class="tick-text" x={percent(at)} y="10" text-anchor={at < 0.04 ? "start" : at > 0.96 ? "end" : "middle"}>
              {tick === 0 ? "0" : view.to - view.from < 10 ? exactMilliseconds(tick) : milliseconds(tick)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** Everything that happened for one exchange, on one axis. */
export function Timeline({ model }: { model: TimelineModel }) {
  const { view, drag, axis, handlers, zoomIn, zoomOut, showAll } = useZoom(model.total * 1.02);
  const ticks = ticksOf(view.to, view.from);
  const kinds = [...new Set(model.rows.flatMap((row) => row.spans.map((span) => span.kind)))];
  return (
    <div class="timeline">
      <fieldset class="time-tools" aria-label={say("timelineZoom")}>
        <output class="quiet">{say("timelineStretch", { from: exactMilliseconds(view.from), to: exactMilliseconds(view.to) })}</output>
        <button type="button" class="small" aria-label={say("timelineZoomIn")} title={say("timelineZoomIn")} onClick={zoomIn}>
          +
        </button>
        <button type="button" class="small" aria-label={say("timelineZoomOut")} title={say("timelineZoomOut")} onClick={zoomOut}>
          −
        </button>
        <button type="button" class="small" onClick={showAll}>
          {say("timelineWhole")}
        </button>
      </fieldset>
      <div class="time-chart" {...handlers}>
        <div class="time-axis" ref={axis}>
          <Axis view={view} ticks={ticks} />
        </div>
        <ol>
          {model.rows.map((row) => (
            <li key={row.key} class={row.refused ? "time-row refused" : "time-row"}>
              <div class="time-title">
                <strong>{row.title}</strong>
                {row.refused && <span class="tag tag-blocked">{say("timelineRefused")}</span>}
                <span class="time-url">
                  <LongText text={`${row.method} ${row.url}`} />
                </span>
              </div>
              <Bar row={row} view={view} ticks={ticks} />
              <div class="time-notes">{row.notes.join(" · ")}</div>
            </li>
          ))}
        </ol>
        {drag !== null && (
          <div
            class="time-drag"
            style={{
              left: percent(shareOf(Math.min(drag.from, drag.to), view)),
              width: percent(Math.abs(shareOf(drag.to, view) - shareOf(drag.from, view))),
            }}
          />
        )}
      </div>
      <ul class="time-legend">
        {kinds.map((kind) => (
          <li key={kind}>
            <Swatch kind={kind} />
            {say(MEANING[kind])}
          </li>
        ))}
      </ul>
      <p class="quiet time-help">{say("timelineHelp")}</p>
    </div>
  );
}
