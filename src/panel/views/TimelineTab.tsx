import { Timeline } from "../../parts/Timeline";
import { timelineOf } from "../../parts/timelineModel";
import type { Row } from "../judge";
import type { PanelStore } from "../store";
import { EndpointCost } from "./EndpointCost";
import { PageOverview } from "./PageOverview";

export function TimelineTab({ store, row }: { store: PanelStore; row: Row }) {
  const feed = row.exchange.source === "live" ? store.feed : null;
  feed?.version.value;
  const { preflight, refusedAt } = row.diagnosis;
  const timesOf = feed === null ? undefined : feed.times.bind(feed);
  return (
    <>
      <Timeline model={timelineOf(row.exchange, preflight.found === "cached", refusedAt, timesOf)} />
      <EndpointCost row={row} exchanges={store.shown().exchanges} />
      <PageOverview store={store} row={row} />
    </>
  );
}
