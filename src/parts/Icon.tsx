const PATHS = {
  blocked: "M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6",
  allowed: "M4.6 8.3l2.4 2.4 4.4-5",
  "not-cors": "M8 4.6v4.2M8 11.1v.4",
  unknown: "M6.1 6.3a2 2 0 1 1 2.8 1.9c-.6.3-.9.7-.9 1.3M8 11.4v.3",
  pending: "M5 8h.2M8 8h.2M11 8h.2",
} as const;

export type IconName = keyof typeof PATHS;

/** Shapes differ, not only colours: a filled disc, a ring, a diamond, a dashed ring. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
      {name === "not-cors" ? <path class="shape" d="M8 .9L15.1 8 8 15.1.9 8z" /> : <circle class="shape" cx="8" cy="8" r="6.6" />}
      <path class="mark" d={PATHS[name]} />
    </svg>
  );
}

const GLYPHS = {
  up: "M4.5 9.8L8 6.2l3.5 3.6",
  down: "M4.5 6.2L8 9.8l3.5-3.6",
  fold: "M6.2 4.5L9.8 8l-3.6 3.5",
  record: "M8 3.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z",
  clear: "M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM3.9 3.9l8.2 8.2",
  download: "M8 2.5v7.2M4.9 6.8L8 9.9l3.1-3.1M3 13h10",
  upload: "M8 10V2.8M4.9 5.8L8 2.7l3.1 3.1M3 13h10",
  copy: "M5.5 5.5h7v8h-7zM3.5 10.5v-8h7",
  console: "M2.5 3.5h11v9h-11zM5 6.2l2 1.8-2 1.8M8.4 10h2.6",
  close: "M4 4l8 8M12 4l-8 8",
  external: "M9 3h4v4M13 3L7.5 8.5M11 9.5V13H3V5h3.5",
  settings:
    "M2.5 4.5h6M12 4.5h1.5M2.5 11.5h1.5M7.5 11.5h6M8.5 4.5a1.75 1.75 0 1 0 3.5 0 1.75 1.75 0 0 0-3.5 0zM4 11.5a1.75 1.75 0 1 0 3.5 0 1.75 1.75 0 0 0-3.5 0z",
  undo: "M3.2 6.2h6.3a3.2 3.2 0 0 1 0 6.4H6M5.8 3.5L3.1 6.2l2.7 2.7",
  search: "M7 2.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4zM10 10l3.4 3.4",
} as const;

export function Glyph({ name }: { name: keyof typeof GLYPHS }) {
  return (
    <svg class={`glyph glyph-${name}`} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
      <path d={GLYPHS[name]} />
    </svg>
  );
}
