import { Component, type ComponentChildren } from "preact";
import { clock, duration, wholeNumber } from "../../parts/formats";
import { Glyph, Icon } from "../../parts/Icon";
import { say, sayCount } from "../../parts/say";
import { visibleText } from "../../parts/visibleText";
import { verdictWord } from "../../parts/words";
import type { Axis } from "../axis";
import { initiatorPlace } from "../initiator";
import type { RowLine } from "../items";
import type { Row } from "../judge";
import { middleCut } from "../middleCut";
import type { ColumnId } from "../order";
import { withoutValues } from "../repeats";
import { initiatorWord, preflightWord } from "./gridWords";
import { RowBar } from "./RowBar";

const CUT = 200;
const TITLE_CUT = 2000;

export interface RowProps {
  readonly line: RowLine;
  readonly index: number;
  readonly afterNavigation: boolean;
  readonly selected: boolean;
  readonly columns: readonly ColumnId[];
  readonly axis: Axis;
  /** The same request has passed since. */
  readonly cured: boolean;
  /** `app.js:12`, where DevTools told it. */
  readonly callSite: string | null;
  onSelect(id: string): void;
  onUnfold(first: string, open: boolean): void;
}

/** A class for the sake of `shouldComponentUpdate`: a stream redraws the list in every frame, and most of its rows are the same. */
export class ExchangeRow extends Component<RowProps> {
  override shouldComponentUpdate(next: Readonly<RowProps>): boolean {
    const { line, index, afterNavigation, selected, columns, axis, callSite, cured } = this.props;
    return (
      !sameLine(line, next.line) ||
      next.index !== index ||
      next.afterNavigation !== afterNavigation ||
      next.selected !== selected ||
      next.columns !== columns ||
      next.callSite !== callSite ||
      next.cured !== cured ||
      (next.axis !== axis && columns.includes("waterfall"))
    );
  }

  override render() {
    return <RowCells {...this.props} />;
  }
}

function sameLine(a: RowLine, b: RowLine): boolean {
  return a.row === b.row && a.last === b.last && a.count === b.count && a.group === b.group;
}

const pathOf = ({ row, group }: RowLine) => (group === "closed" ? withoutValues(row.path) : row.path);
const timeOf = ({ durationMs, verdict }: Row) => (durationMs === null ? (verdict === "pending" ? "…" : "?") : duration(durationMs));

/** What the row says in a sentence: who listens to a row does not see its columns. */
function nameOf(line: RowLine, afterNavigation: boolean, cured: boolean): string {
  const { row, count } = line;
  const where = `${visibleText(row.method, 40)} ${visibleText(row.host + pathOf(line), CUT)}`;
  const reason = row.reason === "" ? "" : `: ${visibleText(row.reason, CUT)}`;
  const parts = [
    `${verdictWord(row.verdict)}, ${where}${reason}`,
    say("gridNamePreflight", { preflight: preflightWord(row.preflight) }),
    row.durationMs !== null ? duration(row.durationMs) : say(row.verdict === "pending" ? "gridUnderWay" : "gridEndUnseen"),
    ...(cured ? [say("gridCured")] : []),
    ...(count > 1 ? [sayCount("gridRepeated", count)] : []),
  ];
  return `${afterNavigation ? `${say("gridAfterNavigation")} ` : ""}${parts.join(", ")}`;
}

function Cell({ kind, title, children }: { kind: ColumnId; title?: string | undefined; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a windowed grid has no table cells
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus
    <span role="gridcell" class={`cell cell-${kind}`} title={title}>
      {children}
    </span>
  );
}

function Disclosure({ line, onUnfold }: Pick<RowProps, "line" | "onUnfold">) {
  const isOpen = line.group === "open";
  return (
    <button
      type="button"
      class="disclosure"
      tabIndex={-1}
      aria-expanded={isOpen}
      aria-label={sayCount("gridRepeated", line.count)}
      onClick={(event) => {
        event.stopPropagation();
        // The keys of the list go on to work.
        event.currentTarget.closest<HTMLElement>("[role=grid]")?.focus();
        onUnfold(line.row.id, !isOpen);
      }}
    >
      <Glyph name="fold" />
      <span class="times">×{wholeNumber(line.count)}</span>
    </button>
  );
}

function Url({ line, onUnfold }: Pick<RowProps, "line" | "onUnfold">) {
  const { head, tail, query } = middleCut(pathOf(line));
  return (
    <Cell kind="url" title={visibleText(line.row.url, TITLE_CUT)}>
      {(line.group === "closed" || line.group === "open") && <Disclosure line={line} onUnfold={onUnfold} />}
      <span class="url-head">
        <span class="host">{visibleText(line.row.host, CUT)}</span>
        <span class="path">{visibleText(head, CUT + 1)}</span>
      </span>
      <span class="path url-tail">{visibleText(tail, CUT)}</span>
      {query !== "" && <span class="path url-query">{visibleText(query, CUT)}</span>}
    </Cell>
  );
}

/** The place in the code where somebody told it, else the origin. */
function InitiatorCell({ row, callSite }: { row: Row; callSite: string | null }) {
  const { kind, origin, callSite: said } = row.initiator;
  const place = visibleText(callSite ?? initiatorPlace(row.initiator), CUT);
  const whole = [initiatorWord(kind), origin, said ?? callSite ?? ""].filter((one) => one !== "").join(" ");
  return (
    <Cell kind="initiator" title={visibleText(whole, TITLE_CUT)}>
      {kind === "page" ? place : `${initiatorWord(kind)} ${place}`}
    </Cell>
  );
}

function CellOf({
  id,
  line,
  axis,
  callSite,
  cured,
  onUnfold,
}: { id: ColumnId } & Pick<RowProps, "line" | "axis" | "callSite" | "cured" | "onUnfold">) {
  const { row } = line;
  switch (id) {
    case "verdict":
      return (
        <Cell kind={id} title={cured ? say("gridCured") : verdictWord(row.verdict)}>
          <Icon name={row.verdict} />
          <span class="verdict-word">{verdictWord(row.verdict)}</span>
          {cured && <Icon name="allowed" />}
        </Cell>
      );
    case "method":
      return <Cell kind={id}>{visibleText(row.method, 40)}</Cell>;
    case "url":
      return <Url line={line} onUnfold={onUnfold} />;
    case "reason":
      return (
        <Cell kind={id} title={visibleText(row.reason, TITLE_CUT)}>
          {visibleText(row.reason, CUT)}
        </Cell>
      );
    case "initiator":
      return <InitiatorCell row={row} callSite={callSite} />;
    case "preflight":
      return <Cell kind={id}>{row.preflight === "none" ? "–" : preflightWord(row.preflight)}</Cell>;
    case "status":
      return <Cell kind={id}>{row.status ?? "–"}</Cell>;
    case "time":
      return (
        <Cell kind={id} title={clock(row.startedAt)}>
          {timeOf(row)}
        </Cell>
      );
    case "waterfall":
      return (
        <Cell kind={id} title={`${clock(row.startedAt)}, ${timeOf(row)}`}>
          <RowBar line={line} axis={axis} />
        </Cell>
      );
  }
}

function RowCells({ line, index, afterNavigation, selected, columns, axis, callSite, cured, onSelect, onUnfold }: RowProps) {
  const { row, group } = line;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all rows
    // biome-ignore lint/a11y/useSemanticElements: a windowed grid has no table rows
    <div
      class={`row row-${row.verdict} group-${group}${selected ? " selected" : ""}`}
      role="row"
      id={`row-${row.id}`}
      data-verdict={row.verdict}
      aria-rowindex={index + 1}
      aria-selected={selected}
      aria-label={nameOf(line, afterNavigation, cured)}
      onClick={() => onSelect(row.id)}
    >
      {columns.map((id) => (
        <CellOf key={id} id={id} line={line} axis={axis} callSite={callSite} cured={cured} onUnfold={onUnfold} />
      ))}
    </div>
  );
}
