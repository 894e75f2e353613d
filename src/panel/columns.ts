import { COLUMNS, type ColumnId } from "./order";

export interface Column {
  readonly id: ColumnId;
  /** Pixels; of a flexible column the least that is of use. */
  readonly width: number;
  /** Share of the room that is left; 0 for a column of fixed width. */
  readonly share: number;
  /** Who comes first where room is short; 0 is always there. */
  readonly rank: number;
}

const SHAPES: Readonly<Record<ColumnId, Omit<Column, "id">>> = {
  verdict: { width: 104, share: 0, rank: 0 },
  method: { width: 66, share: 0, rank: 0 },
  url: { width: 160, share: 1.2, rank: 0 },
  reason: { width: 198, share: 1, rank: 1 },
  time: { width: 76, share: 0, rank: 2 },
  waterfall: { width: 110, share: 0.5, rank: 3 },
  preflight: { width: 76, share: 0, rank: 4 },
  initiator: { width: 116, share: 0, rank: 5 },
  status: { width: 62, share: 0, rank: 6 },
};

/** With less room than this hosts and reasons are cut short: the verdict gives its word away for them, and no further column takes the room. */
const WORDY = 660;
const ICON_ALONE = 40;

export const MIN_WIDTH = 40;
export const MAX_WIDTH = 800;

/** What the reader made of the columns, in pixels. */
export type Widths = Readonly<Partial<Record<ColumnId, number>>>;

export interface Layout {
  readonly columns: readonly ColumnId[];
  /** For `grid-template-columns`. */
  readonly template: string;
}

export const clampWidth = (px: number) => Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, px)));

/** The columns that have room, in their order. Hidden ones keep their width for when there is room again. */
export function layoutOf(room: number, chosen: Widths): Layout {
  const isShort = room < WORDY && chosen.verdict === undefined;
  const widths = isShort ? { ...chosen, verdict: ICON_ALONE } : chosen;
  const byRank = COLUMNS.toSorted((a, b) => SHAPES[a].rank - SHAPES[b].rank);
  const shown = new Set<ColumnId>();
  let taken = 0;
  for (const id of byRank) {
    const { width, share, rank } = SHAPES[id];
    // A flexible column made wide gives way again before another has to go.
    taken += share > 0 ? width : (widths[id] ?? width);
    if (rank > 0 && (taken > room || (rank > 1 && isShort))) break;
    shown.add(id);
  }
  const columns = COLUMNS.filter((id) => shown.has(id));
  return { columns, template: columns.map((id) => trackOf(id, widths[id])).join(" ") };
}

function trackOf(id: ColumnId, chosen: number | undefined): string {
  const { width, share } = SHAPES[id];
  if (chosen !== undefined) return share > 0 ? `minmax(${Math.min(width, chosen)}px, ${chosen}px)` : `${chosen}px`;
  return share > 0 ? `minmax(${width}px, ${share}fr)` : `${width}px`;
}

/** What was remembered may be of another version, or anything. */
export function widthsFrom(text: string | null): Widths {
  try {
    const read: unknown = JSON.parse(text ?? "{}");
    if (typeof read !== "object" || read === null) return {};
    const known = Object.entries(read).filter(
      ([id, px]) => COLUMNS.some((column) => column === id) && typeof px === "number" && Number.isFinite(px),
    );
    return Object.fromEntries(known.map(([id, px]) => [id, clampWidth(px as number)]));
  } catch {
    return {};
  }
}
