import { Component, type ComponentChildren } from "preact";
import { Icon } from "../../parts/Icon";
import { milliseconds } from "../../parts/timelineModel";
import { visibleText } from "../../parts/visibleText";
import { verdictWord } from "../../parts/words";
import type { Row } from "../judge";

const CUT = 200;
/** Made once: a formatter costs more than all cells of a row. */
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

const PREFLIGHT_WORDS = { needed: "needed", cached: "cached", none: "none" } as const;

interface RowProps {
  readonly row: Row;
  readonly index: number;
  readonly afterNavigation: boolean;
  readonly selected: boolean;
  onSelect(id: string): void;
}

function nameOf(row: Row, time: string, afterNavigation: boolean): string {
  const reason = row.reason === "" ? "" : `: ${row.reason}`;
  const start = afterNavigation ? "First after a navigation. " : "";
  const where = `${visibleText(row.method, 40)} ${visibleText(row.host + row.path, CUT)}`;
  return `${start}${verdictWord(row.verdict)}, ${where}${visibleText(reason, CUT)}, preflight ${PREFLIGHT_WORDS[row.preflight]}, ${time}`;
}

function Cell({ kind, title, children }: { kind: string; title?: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a windowed grid has no table cells
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus
    <span role="gridcell" class={`cell cell-${kind}`} title={title}>
      {children}
    </span>
  );
}

/** A class for the sake of `shouldComponentUpdate`: a stream redraws the list in every frame, and most of its rows are the same. */
export class ExchangeRow extends Component<RowProps> {
  override shouldComponentUpdate(next: Readonly<RowProps>): boolean {
    const { row, index, afterNavigation, selected } = this.props;
    return next.row !== row || next.index !== index || next.afterNavigation !== afterNavigation || next.selected !== selected;
  }

  override render() {
    return <Cells {...this.props} />;
  }
}

function Cells({ row, index, afterNavigation, selected, onSelect }: RowProps) {
  const time = row.durationMs === null ? "…" : milliseconds(row.durationMs);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all rows
    // biome-ignore lint/a11y/useSemanticElements: a windowed grid has no table rows
    <div
      class={`row row-${row.verdict}${selected ? " selected" : ""}`}
      role="row"
      id={`row-${row.id}`}
      data-verdict={row.verdict}
      aria-rowindex={index + 1}
      aria-selected={selected}
      aria-label={nameOf(row, row.durationMs === null ? "under way" : time, afterNavigation)}
      onClick={() => onSelect(row.id)}
    >
      <Cell kind="verdict">
        <Icon name={row.verdict} />
        <span class="verdict-word">{verdictWord(row.verdict)}</span>
      </Cell>
      <Cell kind="method">{visibleText(row.method, 40)}</Cell>
      <Cell kind="url" title={visibleText(row.url, 2000)}>
        <span class="host">{visibleText(row.host, CUT)}</span>
        <span class="path">{visibleText(row.path, CUT)}</span>
      </Cell>
      <Cell kind="reason" title={visibleText(row.reason, 2000)}>
        {visibleText(row.reason, CUT)}
      </Cell>
      <Cell kind="preflight">{row.preflight === "none" ? "–" : PREFLIGHT_WORDS[row.preflight]}</Cell>
      <Cell kind="time" title={CLOCK.format(row.startedAt)}>
        {time}
      </Cell>
    </div>
  );
}
