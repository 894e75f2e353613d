import type { Exchange } from "../exchange/exchange";
import type { CheckResult } from "./check";
import { SPECS } from "./checks";
import type { Failure, Judgement, Rung } from "./diagnosis";
import type { WalkedStage } from "./walk";

const NOT_SENT = "(the request was never sent)";

/** The checks of the whole chain as a ladder: passed, the one that stopped it, what would fail next, what was never reached. */
export function buildLadder(exchange: Exchange, stages: readonly WalkedStage[], { refusedAt, credentials }: Judgement): Rung[] {
  const rungs: Rung[] = [];
  let stopped = false;
  for (const { stage, hop, results } of stages) {
    const here = refusedAt !== null && refusedAt.hop === hop && refusedAt.stage === stage;
    for (const result of results) {
      const status = statusOf(result, here, stopped);
      if (status === "failed") stopped = true;
      rungs.push(rungOf(result, stage, hop, status, credentials === "unknown"));
    }
  }
  if (refusedAt?.stage === "preflight") rungs.push(...neverReached(exchange, refusedAt.hop));
  return rungs;
}

/** A check that fails away from the refusal did not stop this browser: it passed there for a reason of its own (mode no-cors, a rewrite). */
function statusOf(result: CheckResult, here: boolean, stopped: boolean): Rung["status"] {
  if (!stopped) return result.reason === null ? "passed" : here ? "failed" : "would-fail";
  return result.reason === null ? "not-reached" : "would-fail";
}

function rungOf(result: CheckResult, stage: Rung["stage"], hop: number, status: Rung["status"], assumed: boolean): Rung {
  const { check, reason } = result;
  const { label, expected, got, header, spec } = result.tell();
  return {
    stage,
    hop,
    check,
    label: assumed && check === "allow-credentials" ? "Credentials, taken as not included, need no permission" : label,
    status,
    expected,
    got,
    spec,
    ...(header === null ? {} : { header }),
    ...(reason === null ? {} : { reason }),
  };
}

function neverReached(exchange: Exchange, hop: number): Rung[] {
  const origin = exchange.main?.context.initiator ?? "the page's origin";
  const shared = { stage: "response", hop, status: "not-reached", got: NOT_SENT, spec: SPECS.corsCheck } as const;
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
    results.flatMap(({ reason, tell }) => {
      if (reason === null) return [];
      const { step, spec, expected, got } = tell();
      return [{ reason, step: `${stage}: ${step}`, spec, expected, got }];
    }),
  );
}
