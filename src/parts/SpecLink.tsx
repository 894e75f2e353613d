import type { ComponentChildren } from "preact";
import { Glyph } from "./Icon";

/** Only web addresses become links; anything else stays text. */
export function isWebAddress(href: string): boolean {
  const url = URL.parse(href);
  return url !== null && (url.protocol === "https:" || url.protocol === "http:");
}

export function OuterLink({ href, label, children }: { href: string; label?: string; children: ComponentChildren }) {
  if (!isWebAddress(href)) return <span>{children}</span>;
  return (
    <a class="outer" href={href} target="_blank" rel="noopener noreferrer" {...(label === undefined ? {} : { "aria-label": label })}>
      {children}
      <Glyph name="external" />
    </a>
  );
}
