import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

interface SplitProps {
  readonly first: ComponentChildren;
  readonly second: ComponentChildren | null;
  readonly label: string;
}

const clamp = (share: number) => Math.min(80, Math.max(20, share));

/** Two panes and a bar between them. Whether they lie side by side or one above the other is the style sheet's decision. */
export function SplitPane({ first, second, label }: SplitProps) {
  const box = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(46);
  const onPointerDown = (event: PointerEvent) => {
    const bar = event.currentTarget as HTMLElement;
    const frame = box.current?.getBoundingClientRect();
    if (frame === undefined) return;
    bar.setPointerCapture(event.pointerId);
    const stacked = getComputedStyle(box.current as HTMLElement).flexDirection === "column";
    bar.onpointermove = (move) => {
      const part = stacked ? (move.clientY - frame.top) / frame.height : (move.clientX - frame.left) / frame.width;
      setShare(clamp(part * 100));
    };
    const release = () => {
      bar.onpointermove = null;
    };
    bar.onpointerup = release;
    bar.onpointercancel = release;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -4, ArrowUp: -4, ArrowRight: 4, ArrowDown: 4 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setShare(clamp(share + step));
  };
  return (
    <div class={second === null ? "split" : "split split-open"} ref={box} style={{ "--share": `${share}%` }}>
      <div class="split-first">{first}</div>
      {second !== null && (
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: hr cannot be dragged or focused */}
          <div
            class="split-bar"
            role="separator"
            tabIndex={0}
            aria-label={label}
            aria-valuenow={Math.round(share)}
            aria-valuemin={20}
            aria-valuemax={80}
            onPointerDown={onPointerDown}
            onKeyDown={onKeyDown}
          />
          <div class="split-second">{second}</div>
        </>
      )}
    </div>
  );
}
