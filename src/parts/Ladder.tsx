import type { Rung, Stage } from "../core/diagnosis/diagnosis";
import { type ComparedPiece, compareOrigins } from "./compareOrigins";
import { OuterLink } from "./SpecLink";
import { LongText } from "./VisibleText";

const STATUS = {
  passed: { mark: "✓", word: "passed" },
  failed: { mark: "✗", word: "failed" },
  "would-fail": { mark: "✗", word: "would fail too" },
  "not-reached": { mark: "·", word: "not reached" },
  "not-run": { mark: "?", word: "cannot be told" },
} as const;

function Pieces({ pieces }: { pieces: readonly ComparedPiece[] }) {
  return <>{pieces.map((piece) => (piece.differs ? <mark>{piece.text}</mark> : piece.text))}</>;
}

function Side({ name, text, pieces }: { name: string; text: string; pieces: readonly ComparedPiece[] | undefined }) {
  return (
    <div class={`side side-${name}`}>
      <dt>{name}</dt>
      <dd>{pieces === undefined ? text === "" ? <em>nothing</em> : <LongText text={text} /> : <Pieces pieces={pieces} />}</dd>
    </div>
  );
}

function Step({ rung }: { rung: Rung }) {
  const { mark, word } = STATUS[rung.status];
  const wrong = rung.status === "failed" || rung.status === "would-fail";
  const compared = wrong ? compareOrigins(rung.expected, rung.got) : null;
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
          <span class={rung.status === "passed" ? "rung-word sr-only" : "rung-word"}>{word}</span>
          <OuterLink href={rung.spec} label={`Fetch standard on: ${rung.label.slice(0, 120)}`}>
            spec
          </OuterLink>
        </div>
        {wrong && (
          <dl class="compare">
            <Side name="expected" text={rung.expected} pieces={compared?.expected} />
            <Side name="got" text={rung.got} pieces={compared?.got} />
          </dl>
        )}
      </div>
    </li>
  );
}

function stageTitle(stage: Stage, hop: number, hops: number): string {
  if (stage === "redirect") return `Redirect ${hop + 1}`;
  const name = { request: "Request", preflight: "Preflight", response: "Response" }[stage];
  return hop > 0 && stage !== "response" && hops > 1 ? `${name} after redirect ${hop}` : name;
}

/** Checks in the order in which the browser runs them, grouped where the wire was crossed. */
export function Ladder({ rungs }: { rungs: readonly Rung[] }) {
  const groups: { key: string; title: string; rungs: Rung[] }[] = [];
  const hops = new Set(rungs.map((rung) => rung.hop)).size;
  for (const rung of rungs) {
    const key = `${rung.stage} ${rung.hop}`;
    const last = groups.at(-1);
    if (last?.key === key) last.rungs.push(rung);
    else groups.push({ key, title: stageTitle(rung.stage, rung.hop, hops), rungs: [rung] });
  }
  return (
    <div class="ladder">
      {groups.map((group) => (
        <section key={group.key} class="ladder-group">
          <h4>{group.title}</h4>
          <ol>
            {group.rungs.map((rung) => (
              <Step key={rung.check} rung={rung} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
