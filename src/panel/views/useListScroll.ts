import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Lines } from "../items";
import { type Anchor, anchorAt, LINE_HEIGHT, scrollToSee } from "./window";

interface View {
  readonly top: number;
  readonly height: number;
  readonly width: number;
}

/** Until the box is measured it is taken for one of DevTools' usual size. */
const FIRST_VIEW: View = { top: 0, height: 600, width: 1000 };
const NEARLY = 4;

interface ListScroll {
  readonly view: View;
  measure(): void;
  reveal(index: number): void;
}

/** Growth must not move what is being read: the end is followed only from the end, else the first row in view stays where it is. */
export function useListScroll(box: RefObject<HTMLDivElement | null>, lines: Lines, byTime: boolean): ListScroll {
  const [view, setView] = useState(FIRST_VIEW);
  const atEnd = useRef(true);
  const anchor = useRef<Anchor | null>(null);
  const shown = useRef(lines);

  const measure = () => {
    if (box.current === null) return;
    const { scrollTop, clientHeight, clientWidth, scrollHeight } = box.current;
    atEnd.current = scrollTop + clientHeight >= scrollHeight - NEARLY;
    anchor.current = anchorAt(shown.current, scrollTop);
    const seen = { top: scrollTop, height: clientHeight, width: clientWidth };
    setView((old) => (old.top === seen.top && old.height === seen.height && old.width === seen.width ? old : seen));
  };

  const follow = () => {
    if (box.current !== null && byTime && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  };

  useLayoutEffect(() => {
    shown.current = lines;
    if (box.current === null) return;
    if (byTime && atEnd.current) follow();
    // Where newcomers stand anywhere, whoever is at the top wants to see the top.
    else if (anchor.current !== null && box.current.scrollTop > 0) {
      const at = lines.indexOf(anchor.current.id);
      if (at >= 0) box.current.scrollTop = at * LINE_HEIGHT + anchor.current.offset;
    }
    measure();
  }, [lines]);

  useLayoutEffect(() => {
    if (box.current === null) return;
    const observer = new ResizeObserver(() => {
      follow();
      measure();
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [byTime]);

  const reveal = (index: number) => {
    if (box.current === null) return;
    const top = scrollToSee(index, box.current.scrollTop, box.current.clientHeight);
    if (top !== null) box.current.scrollTop = top;
  };
  return { view, measure, reveal };
}
