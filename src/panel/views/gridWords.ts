import { type PlainName, say } from "../../parts/say";
import type { Initiator } from "../initiator";
import type { Row } from "../judge";
import type { ColumnId } from "../order";
import type { Grouping } from "../repeats";

const COLUMN_NAMES: Readonly<Record<ColumnId, PlainName>> = {
  verdict: "gridVerdict",
  method: "gridMethod",
  url: "gridUrl",
  reason: "gridReason",
  initiator: "gridInitiator",
  preflight: "gridPreflight",
  status: "gridStatus",
  time: "gridTime",
  waterfall: "gridWaterfall",
};

const PREFLIGHTS: Readonly<Record<Row["preflight"], PlainName>> = {
  needed: "gridPreflightNeeded",
  cached: "gridPreflightCached",
  none: "gridPreflightNone",
};

const INITIATORS: Readonly<Record<Initiator["kind"], PlainName>> = {
  page: "gridInitiatorPage",
  frame: "gridInitiatorFrame",
  worker: "gridInitiatorWorker",
  unknown: "gridInitiatorUnknown",
};

const GROUPINGS: Readonly<Record<Grouping, PlainName>> = {
  off: "gridGroupOff",
  runs: "gridGroupRuns",
  all: "gridGroupAll",
};

export const columnName = (id: ColumnId) => say(COLUMN_NAMES[id]);
export const preflightWord = (preflight: Row["preflight"]) => say(PREFLIGHTS[preflight]);
export const initiatorWord = (kind: Initiator["kind"]) => say(INITIATORS[kind]);
export const groupingWord = (grouping: Grouping) => say(GROUPINGS[grouping]);
