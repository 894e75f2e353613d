import type { Axis } from "../axis";
import type { RowLine } from "../items";

const percent = (ms: number, span: number) => `${((ms / span) * 100).toFixed(3)}%`;

/** When it was sent and how long it took, beside all others. For the eyes only: the numbers stand in other columns. */
export function RowBar({ line, axis }: { line: RowLine; axis: Axis }) {
  const { bar, verdict } = line.row;
  const to = line.last.bar.to;
  const place = (from: number, until: number) => ({
    left: percent(from - axis.from, axis.span),
    width: percent(Math.max(0, until - from), axis.span),
  });
  const preflight = line.group === "closed" ? null : bar.preflight;
  const tone = line.group === "closed" ? " bar-many" : to === null ? " bar-open" : "";
  return (
    <span class="bars" aria-hidden="true">
      <span class={`bar bar-${verdict}${tone}`} style={place(bar.from, to ?? axis.from + axis.span)} />
      {preflight !== null && <span class="bar bar-preflight" style={place(preflight.from, preflight.to)} />}
    </span>
  );
}
