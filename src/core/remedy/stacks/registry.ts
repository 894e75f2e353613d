import type { Stack } from "../policy";
import { expressCors } from "./expressCors";
import { expressManual } from "./expressManual";
import { headers } from "./headers";
import { nginx } from "./nginx";
import { nodeHttp } from "./nodeHttp";

/** Every recipe, by id. To add one: a file here, an import and a row (a line each), golden files, a proof in e2e/prove. */
export const STACKS: readonly Stack[] = [
  expressCors,
  expressManual,
  headers,
  nginx,
  nodeHttp, //
];

export function stackById(id: string): Stack | null {
  return STACKS.find((stack) => stack.id === id) ?? null;
}
