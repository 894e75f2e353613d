import type { Diagnosis } from "../../core/diagnosis/diagnosis";
import type { EngineName } from "../../core/engines/engine";
import type { Exchange } from "../../core/exchange/exchange";
import { applyPolicy } from "../../core/remedy/applied";
import { answersPreflight } from "../../core/remedy/plan";
import type { Policy } from "../../core/remedy/policy";
import { prescribe } from "../../core/remedy/prescribe";
import { type ReadPolicy, readPolicy } from "../../core/remedy/readPolicy";
import { refusedPart } from "../../core/remedy/refused";
import { say } from "../../parts/say";
import { build } from "./build";
import { type Base, type Draft, type Field, lastIndex, mainReply, preflightReply, type ReplyDraft } from "./draft";
import { type Outcome, simulate, simulateWith } from "./simulate";

export type Applied =
  | { readonly ok: true; readonly draft: Draft; readonly policy: Policy }
  | { readonly ok: false; readonly refusal: string };

/**
 * Puts what `prescribe` prescribes into the simulated replies; `refusal` is its own sentence where it prescribes no header. Where the credentials
 * mode is unknown, what lets them pass lets the request pass without them as well.
 */
export function applyFix(base: Base, draft: Draft, outcome: Outcome): Applied {
  const { engine } = outcome;
  const strict = draft.credentials === "unknown" && isRefused(outcome);
  const { exchange, diagnosis } = strict ? simulateWith(base, draft, engine, "include") : outcome;
  const remedy = prescribe(exchange, diagnosis);
  const part = refusedPart(exchange, diagnosis);
  if (remedy.policy === null || part === null) return { ok: false, refusal: [remedy.summary, ...remedy.advice.slice(0, 1)].join(" ") };
  if (part.hop < lastIndex(base.exchange)) return { ok: false, refusal: say("simulateNoEarlierHop") };
  // What was written but never came into play (the reply behind a refused preflight) stays written.
  const whole = wholeOf(base, draft, engine, diagnosis);
  const changed = applyPolicy(whole, remedy.policy, answersPreflight(part));
  const preflight = changed.preflights.findLast(({ hop }) => hop === lastIndex(base.exchange))?.transaction.hops[0]?.response;
  const reply = changed.main?.hops.at(-1)?.response;
  return {
    ok: true,
    policy: remedy.policy,
    draft: {
      ...draft,
      ...(preflight == null ? {} : { preflight: replyLike(preflightReply(draft), preflight) }),
      ...(reply == null ? {} : { reply: replyLike(mainReply(draft), reply) }),
    },
  };
}

/** True where some world of credentials is refused. */
export function isRefused({ diagnosis, otherwise }: Outcome): boolean {
  return diagnosis.verdict === "blocked" || otherwise?.verdict === "blocked";
}

type Reply = NonNullable<NonNullable<Exchange["main"]>["hops"][number]["response"]>;

/** Rows that stay, or only change their value, stay the rows they were. */
function replyLike(before: ReplyDraft, { status, headers }: Reply): ReplyDraft {
  const left = [...before.fields];
  const fields = headers.map(([name, value], index): Field => {
    const at = closest(left, name, value);
    const id = at < 0 ? `fixed-${index}` : (left.splice(at, 1)[0] as Field).id;
    return { id, name, value };
  });
  const place = ({ id }: Field): number => {
    const at = before.fields.findIndex((field) => field.id === id);
    return at < 0 ? -1 : at;
  };
  return { status, fields: fields.sort((a, b) => place(a) - place(b)) };
}

function closest(fields: readonly Field[], name: string, value: string): number {
  const named = (field: Field): boolean => field.name.toLowerCase() === name.toLowerCase();
  const equal = fields.findIndex((field) => named(field) && field.value === value);
  return equal >= 0 ? equal : fields.findIndex(named);
}

/** The policy that the edited replies speak by, if it is one to recommend. */
export function editedPolicy(base: Base, draft: Draft, engine: EngineName, captured: EngineName): ReadPolicy {
  const { diagnosis, beyond, otherwise } = simulate(base, draft, engine, captured);
  if (beyond !== null) return { ok: false, refusal: say("simulateNoReplyDecides") };
  const read = readPolicy(wholeOf(base, draft, engine, diagnosis), diagnosis);
  if (read.ok && otherwise !== null && otherwise.verdict !== "allowed")
    return { ok: false, refusal: say("simulateNotWithCredentials", { sentence: otherwise.sentence }) };
  return read;
}

/** Every reply that was written, also where the engine would not have come as far. */
function wholeOf(base: Base, draft: Draft, engine: EngineName, diagnosis: Diagnosis): Exchange {
  return build(base, draft, engine, diagnosis.credentials === "include" ? "include" : "omit");
}
