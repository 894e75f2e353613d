import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";

interface TipProps {
  readonly text: ComponentChildren;
  /** What is explained. It should be able to take the focus, since the tip comes with focus as with the pointer. */
  readonly children: ComponentChildren;
  readonly class?: string;
}

const EDGE = 6;

/** Below what it explains, or above where there is no room; never beyond the window. */
function place(tip: HTMLElement, anchor: DOMRect): void {
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.max(EDGE, Math.min(anchor.left, innerWidth - width - EDGE));
  const below = anchor.bottom + 4;
  const top = below + height + EDGE > innerHeight ? Math.max(EDGE, anchor.top - height - 4) : below;
  tip.style.left = `${left}px`;
  tip.style.top = `${top}px`;
}

/** A tip as the authoring guide of ARIA has it: with hover and with focus, gone with Escape, read out as a description. */
export function Tip({ text, children, class: name = "" }: TipProps) {
  const [shown, show] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    if (!shown || anchor.current === null) return;
    const subject = anchor.current.querySelector("a, button, [tabindex]") ?? anchor.current;
    subject.setAttribute("aria-describedby", id);
    if (tip.current !== null) place(tip.current, subject.getBoundingClientRect());
    return () => subject.removeAttribute("aria-describedby");
  }, [shown, id]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens for what happens to what it explains
    <span
      ref={anchor}
      class={`tip-anchor ${name}`}
      onMouseEnter={() => show(true)}
      onMouseLeave={() => show(false)}
      onFocusCapture={() => show(true)}
      onBlurCapture={() => show(false)}
      onKeyDown={(event) => {
        if (!shown || event.key !== "Escape") return;
        event.stopPropagation();
        event.preventDefault();
        show(false);
      }}
    >
      {children}
      {shown && (
        <span role="tooltip" id={id} class="tip" ref={tip}>
          {text}
        </span>
      )}
    </span>
  );
}
