import { Glyph, Icon } from "../../parts/Icon";
import { say } from "../../parts/say";
import { Tabs } from "../../parts/Tabs";
import { visibleText } from "../../parts/visibleText";
import { verdictWord } from "../../parts/words";
import type { Row } from "../judge";
import { TABS } from "../shown";
import type { PanelStore } from "../store";
import type { Abilities } from "./abilities";
import { Fix } from "./Fix";
import { Headers } from "./Headers";
import { HistoryNote } from "./HistoryNote";
import { HostActions } from "./HostActions";
import { AskServer } from "./live/AskServer";
import { ChangedNote } from "./live/ChangedNote";
import { TryIt } from "./live/TryIt";
import { Unmask } from "./live/Unmask";
import { NotCors } from "./NotCors";
import { Source } from "./Source";
import { Simulate } from "./simulate/Simulate";
import { TimelineTab } from "./TimelineTab";
import { Why } from "./Why";

interface DetailsProps {
  readonly store: PanelStore;
  readonly row: Row;
  readonly abilities: Abilities;
}

function Content({ store, row, abilities }: DetailsProps) {
  switch (store.tab.value) {
    case "Why":
      return row.verdict === "not-cors" ? (
        <>
          <NotCors row={row} />
          <Unmask store={store} row={row} />
        </>
      ) : (
        <>
          <ChangedNote row={row} />
          <Why
            row={row}
            witness={row.exchange.source === "live" ? store.witness : null}
            past={<HistoryNote since={store.history.since(row)} again={store.history.passedAgain(row)} />}
            unmask={<Unmask store={store} row={row} />}
            onShowHeaders={() => {
              store.tab.value = "Headers";
            }}
          />
        </>
      );
    case "Timeline":
      return <TimelineTab store={store} row={row} />;
    case "Fix":
      return (
        <>
          <Fix store={store} row={row} />
          <TryIt store={store} row={row} />
          <AskServer store={store} row={row} />
        </>
      );
    case "Headers":
      return (
        <>
          <ChangedNote row={row} />
          <Headers row={row} />
          <Unmask store={store} row={row} />
        </>
      );
    case "Source":
      return <Source store={store} row={row} abilities={abilities} />;
    case "Simulate":
      return <Simulate store={store} row={row} />;
  }
}

export function Details({ store, row, abilities }: DetailsProps) {
  return (
    <section class="details" aria-label={say("detailsLabel")}>
      <header class="details-head">
        <span class={`badge badge-${row.verdict}`}>
          <Icon name={row.verdict} />
          {verdictWord(row.verdict)}
        </span>
        <h2 title={visibleText(row.url, 2000)}>
          <span class="method">{visibleText(row.method, 40)}</span> {visibleText(row.url, 300)}
        </h2>
        <HostActions store={store} row={row} />
        <button
          type="button"
          class="icon-button"
          aria-label={say("detailsClose")}
          title={say("detailsCloseTitle")}
          onClick={() => store.close()}
        >
          <Glyph name="close" />
        </button>
      </header>
      <Tabs
        label={say("detailsTabs")}
        names={TABS}
        current={store.tab.value}
        onChange={(tab) => {
          store.tab.value = tab;
        }}
      >
        {/* A new exchange starts with its own state: what was unfolded in another says nothing here. */}
        <Content key={row.id} store={store} row={row} abilities={abilities} />
      </Tabs>
    </section>
  );
}
