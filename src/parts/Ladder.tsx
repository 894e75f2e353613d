import type { Rung, Stage } from "../core/diagnosis/diagnosis";
import { compare } from "./compare";
import type { ComparedPiece } from "./compareOrigins";
import { OuterLink } from "./SpecLink";
import { type PlainName, say } from "./say";
import { LongText, VisibleText } from "./VisibleText";
import { visibleText } from "./visibleText";

const STATUS: Readonly<Record<Rung["status"], { readonly mark: string; readonly word: PlainName }>> = {
  passed: { mark: "✓", word: "ladderPassed" },
  failed: { mark: "✗", word: "ladderFailed" },
  "would-fail": { mark: "✗", word: "ladderWouldFail" },
  "not-reached": { mark: "·", word: "ladderNotReached" },
  "not-run": { mark: "?", word: "ladderNotRun" },
};

/** Beyond this, what differs is not seen by lighting it. */
const COMPARED = 320;

function Pieces({ pieces }: { pieces: readonly ComparedPiece[] }) {
  return (
    <>
      {pieces.map(({ text, differs }) =>
        differs ? (
          <mark>
            <VisibleText text={text} />
          </mark>
        ) : (
          <VisibleText text={text} />
        ),
      )}
    </>
  );
}

interface SideProps {
  readonly side: "expected" | "got";
  readonly text: string;
  readonly pieces: readonly ComparedPiece[] | undefined;
}

function Side({ side, text, pieces }: SideProps) {
  return (
    <div class={`side side-${side}`}>
      <dt>{say(side === "expected" ? "ladderExpected" : "ladderGot")}</dt>
      <dd>
        {pieces !== undefined ? <Pieces pieces={pieces} /> : text === "" ? <em>{say("ladderNothing")}</em> : <LongText text={text} />}
      </dd>
    </div>
  );
}

function Step({ rung }: { rung: Rung }) {
  const { mark, word } = STATUS[rung.status];
  const wrong = rung.status === "failed" || rung.status === "would-fail";
  const short = rung.expected.length + rung.got.length <= COMPARED;
  const compared = wrong && short ? compare(rung.check, rung.expected, rung.got) : null;
  return (
    <li class={`rung rung-${rung.status}`} data-check={rung.check}>
      <span class="rung-mark" aria-hidden="true">
        {mark}
      </span>
      <div class="rung-body">
        <div class="rung-line">
          <span class="rung-label">
            <LongText text={rung.label} />
          </span>
          {rung.status === "passed" && rung.got !== "" && (
            <span class="rung-got">
              <LongText text={rung.got} />
            </span>
          )}
          <span class={rung.status === "passed" ? "rung-word sr-only" : "rung-word"}>{say(word)}</span>
          <OuterLink href={rung.spec} label={say("ladderSpecOn", { check: visibleText(rung.label, 120) })}>
            {say("ladderSpec")}
          </OuterLink>
        </div>
        {wrong && (
          <dl class="compare">
            <Side side="expected" text={rung.expected} pieces={compared?.expected} />
            <Side side="got" text={rung.got} pieces={compared?.got} />
          </dl>
        )}
      </div>
    </li>
  );
}

function Steps({ rungs }: { rungs: readonly Rung[] }) {
  if (rungs.length === 0) return null;
  return (
    <ol>
      {rungs.map((rung) => (
        <Step key={rung.check} rung={rung} />
      ))}
    </ol>
  );
}

const STAGES: Readonly<Record<Exclude<Stage, "redirect">, PlainName>> = {
  request: "ladderRequest",
  preflight: "ladderPreflight",
  response: "ladderResponse",
};

function stageTitle(stage: Stage, hop: number, hops: number): string {
  if (stage === "redirect") return say("ladderRedirect", { number: hop + 1 });
  const name = say(STAGES[stage]);
  return hop > 0 && stage !== "response" && hops > 1 ? say("ladderAfterRedirect", { stage: name, number: hop }) : name;
}

interface Group {
  readonly key: string;
  readonly title: string;
  readonly rungs: Rung[];
}

function groupsOf(rungs: readonly Rung[]): Group[] {
  const groups: Group[] = [];
  const hops = new Set(rungs.map((rung) => rung.hop)).size;
  for (const rung of rungs) {
    const key = `${rung.stage} ${rung.hop}`;
    const last = groups.at(-1);
    if (last?.key === key) last.rungs.push(rung);
    else groups.push({ key, title: stageTitle(rung.stage, rung.hop, hops), rungs: [rung] });
  }
  return groups;
}

/** What stopped the browser, then all that would stop it next, and only then what it never came to. */
function StageGroup({ title, rungs }: Group) {
  const failed = rungs.findIndex((rung) => rung.status === "failed");
  const rest = failed < 0 ? [] : rungs.slice(failed + 1);
  const next = rest.filter((rung) => rung.status === "would-fail");
  return (
    <section class="ladder-group">
      <h4>{title}</h4>
      <Steps rungs={failed < 0 ? rungs : rungs.slice(0, failed + 1)} />
      {next.length > 0 && (
        <section class="ladder-next" aria-label={say("ladderNext")}>
          <h5>{say("ladderNext")}</h5>
          <Steps rungs={next} />
        </section>
      )}
      <Steps rungs={rest.filter((rung) => rung.status !== "would-fail")} />
    </section>
  );
}

/** Checks in the order in which the browser runs them, grouped where the wire was crossed. */
export function Ladder({ rungs }: { rungs: readonly Rung[] }) {
  return (
    <div class="ladder">
      {groupsOf(rungs).map((group) => (
        <StageGroup {...group} key={group.key} />
      ))}
    </div>
  );
}
