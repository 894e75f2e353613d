import type { Engine, OwnWord } from "../engines/engine";
import type { MessageParams } from "../engines/messages";
import { type Exchange, leadOf, type ResponseRecord } from "../exchange/exchange";
import { extractHeaderListValues, getHeader } from "../fetch/headers";
import { isToken } from "../fetch/methods";
import type { Diagnosis } from "./diagnosis";

type Refused = Pick<Diagnosis, "reason" | "failedParameter" | "refusedAt" | "origin">;

/** The name that the engine has for the reason, with what it prints; null where its reasons have no names but ours. */
export function ownWordOf(engine: Engine, exchange: Exchange, refused: Refused): OwnWord | null {
  return refused.reason === null ? null : engine.ownWord(refused.reason, messageParams(exchange, refused));
}

/** What the consoles' sentences about this exchange are filled with. */
export function messageParams(exchange: Exchange, { failedParameter, refusedAt, origin }: Omit<Refused, "reason">): MessageParams {
  const reply = refusedReply(exchange, refusedAt);
  const token = reply === null ? null : firstNonToken(reply);
  return {
    ...(failedParameter === undefined ? {} : { failedParameter }),
    ...(origin === null ? {} : { origin }),
    ...(reply === null ? {} : { status: reply.status }),
    ...(token === null ? {} : { token }),
    url: leadOf(exchange).hops.at(-1)?.url ?? "",
  };
}

function refusedReply({ main, preflights }: Exchange, refusedAt: Refused["refusedAt"]): ResponseRecord | null {
  const { stage, hop } = refusedAt ?? { stage: "response", hop: (main?.hops.length ?? 1) - 1 };
  const preflight = preflights.find((one) => one.hop === hop)?.transaction.hops[0]?.response ?? null;
  return stage === "preflight" ? preflight : (main?.hops[hop]?.response ?? preflight);
}

/** The element for which a list is no list. */
function firstNonToken({ headers }: ResponseRecord): string | null {
  for (const name of ["Access-Control-Allow-Methods", "Access-Control-Allow-Headers"]) {
    if (extractHeaderListValues(headers, name) !== "failure") continue;
    const elements = (getHeader(headers, name) ?? "").split(",").map((element) => element.trim());
    return elements.find((element) => element !== "" && !isToken(element)) ?? null;
  }
  return null;
}
