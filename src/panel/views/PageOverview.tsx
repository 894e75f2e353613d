import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { say, sayCount } from "../../parts/say";
import { milliseconds } from "../../parts/timelineModel";
import type { Row } from "../judge";
import { type PageOverview as Model, overviewOf } from "../pageOverview";
import { recall, remember } from "../remember";
import type { PanelStore } from "../store";
import { engineName } from "./Engines";

const OPEN = "page-overview";
/** Found anew at most so often while a page goes on asking. */
const PACE_MS = 500;
const LANE = 7;

const percent = (part: number, total: number) => `${((part / total) * 100).toFixed(3)}%`;

/** Decorative: its numbers stand below as text. */
function Strip({ model, own }: { model: Model; own: { readonly from: number; readonly to: number } }) {
  const height = model.lanes * LANE + 4;
  const width = (from: number, to: number) => percent(Math.max(to - from, model.totalMs / 400), model.totalMs);
  return (
    <svg class="strip" width="100%" height={height} aria-hidden="true" focusable="false">
      {model.waits.map(({ from, to }) => (
        <rect key={from} class="strip-wait" x={percent(from, model.totalMs)} width={width(from, to)} y="0" height={height} />
      ))}
      {model.bars.map(({ lane, kind, from, to }, index) => (
        <rect
          key={index}
          class={`strip-bar strip-${kind}`}
          x={percent(from, model.totalMs)}
          width={width(from, to)}
          y={2 + lane * LANE}
          height={LANE - 2}
          rx="1"
        />
      ))}
      <rect class="strip-own" x={percent(own.from, model.totalMs)} width={width(own.from, own.to)} y="0.5" height={height - 1} />
    </svg>
  );
}

function Sums({ model: { preflights, sumMs, wallMs, totalMs, atCap } }: { model: Model }) {
  if (preflights === 0) return <p>{say("pageNoPreflights")}</p>;
  return (
    <>
      <p>
        {sayCount("pagePreflights", preflights)}{" "}
        {say("pageWall", { time: milliseconds(wallMs), share: Math.round((wallMs / totalMs) * 100), sum: milliseconds(sumMs) })}
      </p>
      <p>
        {atCap.preflights === 0
          ? say("pageNothingSpared")
          : say("pageSpared", {
              browser: engineName(atCap.engine),
              seconds: atCap.seconds,
              count: atCap.preflights,
              time: milliseconds(atCap.ms),
            })}
      </p>
    </>
  );
}

/** The rows of a moment ago, while they keep changing. */
function usePaced(now: readonly Row[]): readonly Row[] {
  const [shown, show] = useState(now);
  const latest = useRef(now);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  latest.current = now;
  useEffect(() => {
    if (timer.current !== null || (now.length === shown.length && now.every((row, index) => row === shown[index]))) return;
    timer.current = setTimeout(() => {
      timer.current = null;
      show(latest.current);
    }, PACE_MS);
  });
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  return shown;
}

/** Every exchange of the page on one strip, and what preflights cost them together. */
export function PageOverview({ store, row }: { store: PanelStore; row: Row }) {
  const [open, setOpen] = useState(recall(OPEN) !== "closed");
  const page = store.pageOf(row);
  const rows = usePaced(page);
  const model = useMemo(() => (open && rows.length > 0 ? overviewOf(rows) : null), [open, rows]);
  const zero = Math.min(...rows.map(({ bar }) => bar.from));
  return (
    <details
      class="page-overview"
      open={open}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
        remember(OPEN, event.currentTarget.open ? "open" : "closed");
      }}
    >
      <summary>{sayCount("pageTitle", rows.length)}</summary>
      {model !== null && (
        <>
          <Strip model={model} own={{ from: row.bar.from - zero, to: (row.bar.to ?? row.bar.from) - zero }} />
          <div class="strip-ends">
            <span>0</span>
            <span>{milliseconds(model.totalMs)}</span>
          </div>
          <Sums model={model} />
        </>
      )}
    </details>
  );
}
