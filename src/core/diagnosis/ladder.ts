import type { Exchange } from "../exchange/exchange";
import type { CheckResult } from "./checks";
import type { Diagnosis, Failure, Rung } from "./diagnosis";
import { REASONS } from "./reasons";
import type { WalkedStage } from "./walk";

const NOT_SENT = "(the request was never sent)";

/** The checks of the whole chain as a ladder: passed, the one that stopped it, what would fail next, what was never reached. */
export function buildLadder(exchange: Exchange, stages: readonly WalkedStage[], refusedAt: Diagnosis["refusedAt"]): Rung[] {
  const rungs: Rung[] = [];
  let stopped = false;
  for (const { stage, hop, results } of stages) {
    const here = refusedAt !== null && refusedAt.hop === hop && refusedAt.stage === stage;
    for (const result of results) {
      const status = statusOf(result, here, stopped);
      if (status === "failed") stopped = true;
      rungs.push(rungOf(result, stage, hop, status));
    }
  }
  if (refusedAt?.stage === "preflight") rungs.push(...neverReached(exchange, refusedAt.hop));
  return rungs;
}

/** A check that fails away from the refusal did not stop this browser: it passed there for a reason of its own (mode no-cors, a rewrite). */
function statusOf(result: CheckResult, here: boolean, stopped: boolean): Rung["status"] {
  if (!stopped) return result.ok ? "passed" : here ? "failed" : "would-fail";
  return result.ok ? "not-reached" : "would-fail";
}

function rungOf(result: CheckResult, stage: Rung["stage"], hop: number, status: Rung["status"]): Rung {
  const { check, label, expected, got, header, reason, spec } = result;
  return {
    stage,
    hop,
    check,
    label,
    status,
    expected,
    got,
    spec,
    ...(header === undefined ? {} : { header }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function neverReached(exchange: Exchange, hop: number): Rung[] {
  const origin = exchange.main?.context.initiator ?? "the page's origin";
  const shared = { stage: "response", hop, status: "not-reached", got: NOT_SENT, spec: REASONS.MissingAllowOriginHeader.spec } as const;
  return [
    {
      ...shared,
      check: "allow-origin",
      label: "Access-Control-Allow-Origin names the page's origin on the reply itself",
      expected: `${origin} (or *)`,
      header: "Access-Control-Allow-Origin",
    },
  ];
}

/** Every failing check, in the order in which the browser would have met them. */
export function listFailures(stages: readonly WalkedStage[]): Failure[] {
  return stages.flatMap(({ stage, results }) =>
    results.flatMap(({ ok, reason, step, spec, expected, got }) =>
      ok || reason === undefined ? [] : [{ reason, step: `${stage}: ${step}`, spec, expected, got }],
    ),
  );
}
