import type { Stack } from "../policy";
import { expressCors } from "./expressCors";
import { headers } from "./headers";
import { nginx } from "./nginx";
import { expressManual, nodeHttp } from "./nodeHttp";

/** Every recipe, in the order in which it is offered. To add one: a file here, a row in this list, golden files, a proof in e2e. */
export const STACKS: readonly Stack[] = [headers, expressCors, expressManual, nodeHttp, nginx];

export function stackById(id: string): Stack | null {
  return STACKS.find((stack) => stack.id === id) ?? null;
}
