import type { HeaderList } from "../core/exchange/networkEvent";
import type { Stack } from "../core/remedy/policy";
import { refusedPart } from "../core/remedy/refused";
import { headers } from "../core/remedy/stacks/headers";
import { likelyStacks } from "../core/remedy/stacks/likely";
import { stackById } from "../core/remedy/stacks/registry";
import type { Row } from "./judge";
import { recallStack } from "./rememberedStacks";

/** The headers of the reply that was refused: what a server calls itself tells which recipe to show first. */
/** As much of a row as the choice is made by. */
type Asked = Pick<Row, "host" | "exchange" | "diagnosis">;

function repliedTo({ exchange, diagnosis }: Asked): HeaderList {
  return refusedPart(exchange, diagnosis)?.reply?.headers ?? [];
}

/** What the user chose for this host, else for any, else what the reply looks like. */
export function stackFor(row: Asked): Stack {
  const chosen = recallStack(row.host);
  return (chosen === null ? null : stackById(chosen)) ?? likelyStacks(repliedTo(row))[0] ?? headers;
}
