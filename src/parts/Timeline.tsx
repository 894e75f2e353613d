import { milliseconds, type Span, type TimelineModel, ticksOf } from "./timelineModel";
import { LongText } from "./VisibleText";

const MEANING = {
  waiting: "waiting in the browser",
  server: "until the reply's headers",
  body: "reading the reply",
  ghost: "cached preflight, nothing sent",
} as const;

const percent = (part: number, total: number) => `${((part / total) * 100).toFixed(3)}%`;

function SpanBar({ span, total }: { span: Span; total: number }) {
  const thin = span.kind === "waiting";
  return (
    <rect
      class={`span span-${span.kind}`}
      x={percent(span.from, total)}
      width={percent(Math.max(span.to - span.from, total / 400), total)}
      y={thin ? 9 : 4}
      height={thin ? 4 : 14}
      rx={thin ? 2 : 3}
    />
  );
}

/** Decorative to assistive technology: every number in it stands beside it as text. */
export function Timeline({ model }: { model: TimelineModel }) {
  const scale = model.total * 1.02;
  const ticks = ticksOf(model.total);
  const kinds = [...new Set(model.rows.flatMap((row) => row.spans.map((span) => span.kind)))];
  return (
    <div class="timeline">
      <div class="time-axis">
        <svg width="100%" height="18" aria-hidden="true" focusable="false">
          {ticks.map((tick) => (
            <g key={tick}>
              <line class="tick" x1={percent(tick, scale)} x2={percent(tick, scale)} y1="12" y2="18" />
              <text class="tick-text" x={percent(tick, scale)} y="10" text-anchor={tick === 0 ? "start" : "middle"}>
                {tick === 0 ? "0" : milliseconds(tick)}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <ol>
        {model.rows.map((row) => (
          <li key={row.key} class={row.refused ? "time-row refused" : "time-row"}>
            <div class="time-title">
              <strong>{row.title}</strong>
              {row.refused && <span class="tag tag-blocked">refused here</span>}
              <span class="time-url">
                <LongText text={`${row.method} ${row.url}`} />
              </span>
            </div>
            <svg class="time-bar" width="100%" height="22" aria-hidden="true" focusable="false">
              {ticks.map((tick) => (
                <line key={tick} class="tick" x1={percent(tick, scale)} x2={percent(tick, scale)} y1="0" y2="22" />
              ))}
              {row.spans.map((span) => (
                <SpanBar key={span.kind} span={span} total={scale} />
              ))}
              {row.refused && <rect class="refusal" x={percent(row.spans.at(-1)?.to ?? 0, scale)} width="4" y="1" height="20" rx="1" />}
            </svg>
            <div class="time-notes">{row.notes.join(" · ")}</div>
          </li>
        ))}
      </ol>
      <ul class="time-legend">
        {kinds.map((kind) => (
          <li key={kind}>
            <svg width="14" height="10" aria-hidden="true" focusable="false">
              <rect
                class={`span span-${kind}`}
                x="0.5"
                y={kind === "waiting" ? 3 : 0.5}
                width="13"
                height={kind === "waiting" ? 4 : 9}
                rx="2"
              />
            </svg>
            {MEANING[kind]}
          </li>
        ))}
      </ul>
    </div>
  );
}
