import { useEffect, useRef, useState } from "preact/hooks";
import { between, moved, type View, whole, zoomed } from "./timelineZoom";

const STEP = 0.6;
/** A shorter drag is a click of an unsteady hand. */
const DRAG_PX = 5;

/** Zoom of a chart by wheel, drag and keys. `axis` is the element whose width is the time that is shown. */
export function useZoom(total: number) {
  const [view, show] = useState<View>(() => whole(total));
  const [drag, setDrag] = useState<View | null>(null);
  const axis = useRef<HTMLDivElement>(null);
  // What is still under way grows.
  useEffect(() => show(whole(total)), [total]);
  const timeAt = (x: number): number => {
    const box = axis.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return view.from;
    const share = Math.max(0, Math.min(1, (x - box.left) / box.width));
    return view.from + share * (view.to - view.from);
  };
  const by = (factor: number, at?: number) => show(zoomed(view, factor, total, at));
  const keys: Readonly<Record<string, () => void>> = {
    "+": () => by(STEP),
    "=": () => by(STEP),
    "-": () => by(1 / STEP),
    "0": () => show(whole(total)),
    ArrowLeft: () => show(moved(view, -0.2, total)),
    ArrowRight: () => show(moved(view, 0.2, total)),
  };
  const handlers = {
    onWheel: (event: WheelEvent) => {
      // As everywhere: without Ctrl the wheel scrolls.
      if (!event.ctrlKey) return;
      event.preventDefault();
      by(event.deltaY < 0 ? STEP : 1 / STEP, timeAt(event.clientX));
    },
    onDblClick: () => show(whole(total)),
    onKeyDown: (event: KeyboardEvent) => {
      const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    },
    onPointerDown: (event: PointerEvent) => {
      // Elsewhere in the chart there is text to select and to press.
      const onAxis = event.target instanceof Element && event.target.closest(".time-bar, .time-axis") !== null;
      if (event.button !== 0 || !onAxis || !(event.currentTarget instanceof Element)) return;
      const at = timeAt(event.clientX);
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ from: at, to: at });
    },
    onPointerMove: (event: PointerEvent) => {
      if (drag !== null) setDrag({ from: drag.from, to: timeAt(event.clientX) });
    },
    onPointerUp: (event: PointerEvent) => {
      if (drag === null) return;
      const width = axis.current?.getBoundingClientRect().width ?? 0;
      const to = timeAt(event.clientX);
      if ((Math.abs(to - drag.from) / (view.to - view.from)) * width > DRAG_PX) show(between(drag.from, to, total));
      setDrag(null);
    },
    onPointerCancel: () => setDrag(null),
  };
  return { view, drag, axis, handlers, zoomIn: () => by(STEP), zoomOut: () => by(1 / STEP), showAll: () => show(whole(total)) };
}
