import type { Asked, Stranger } from "../../../core/remedy/asked";
import { type Conclusion, type Ingredient, leftOut, type Question } from "../../../core/remedy/differential";
import type { LetIn, LiveNews } from "../../../messaging/live";
import { type PlainName, say } from "../../../parts/say";
import { Prose } from "../../../parts/VisibleText";
import { reasonWords } from "../../../parts/words";

interface Line {
  readonly question: Question;
  readonly start: Question;
  readonly asked: Asked | null;
}

function linesOf(news: readonly LiveNews[]): Line[] {
  const lines: Line[] = [];
  for (const one of news) {
    if (one.step === "asking") lines.push({ question: one.question, start: one.start, asked: null });
    const last = lines.at(-1);
    if ((one.step === "answered" || one.step === "checked") && last !== undefined) lines[lines.length - 1] = { ...last, asked: one.asked };
  }
  return lines;
}

/** Every question as it is asked. */
export function AskedList({ news }: { news: readonly LiveNews[] }) {
  const lines = linesOf(news);
  if (lines.length === 0) return null;
  return (
    <ol class="asked" aria-label={say("liveAskedName")}>
      {lines.map(({ question, start, asked }) => (
        <li key={JSON.stringify(question)}>
          <span class="asked-what">
            <Prose text={wordsOf(question, start)} />
          </span>
          <span class={`asked-answer asked-${asked?.answer ?? "open"}`}>{answerOf(asked)}</span>
        </li>
      ))}
    </ol>
  );
}

function answerOf(asked: Asked | null): string {
  if (asked === null) return "…";
  if (asked.answer === "passes") return say("liveAnswerPasses");
  if (asked.answer === "silent") return say("liveAnswerSilent");
  return asked.reason === null ? say("liveAnswerRefused") : reasonWords(asked.reason);
}

function wordsOf(question: Question, start: Question): string {
  const missing = leftOut(question, start);
  if (missing.length === 0) return say("liveQuestionWhole", { method: start.method });
  const { origin } = question;
  const isForeign = missing.some(({ kind }) => kind === "origin");
  const parts = missing.filter(({ kind }) => kind !== "origin");
  if (question.method === "GET" && question.headers.length === 0)
    return isForeign ? say("liveQuestionBareFrom", { origin }) : say("liveQuestionBare");
  if (!isForeign) return say("liveQuestionWithout", { parts: listOf(parts) });
  return parts.length === 0 ? say("liveQuestionFrom", { origin }) : say("liveQuestionFromWithout", { origin, parts: listOf(parts) });
}

function listOf(parts: readonly Ingredient[]): string {
  return parts.map(({ value }) => `\`${value}\``).join(", ");
}

export function Concluded({ conclusion }: { conclusion: Conclusion }) {
  const good = conclusion.kind === "passes-now";
  return (
    <p class={good ? "live-good" : "live-found"}>
      <Prose text={conclusionWords(conclusion)} />
    </p>
  );
}

function conclusionWords(conclusion: Conclusion): string {
  switch (conclusion.kind) {
    case "passes-now":
      return say("liveFoundPasses");
    case "refuses":
      return say("liveFound", { parts: listOf(conclusion.ingredients) });
    case "refuses-everything":
      return say("liveFoundAll");
    case "inconsistent":
      return say("liveFoundInconsistent");
    case "undecided":
      return conclusion.found.length === 0
        ? say("liveFoundAmong", { among: listOf(conclusion.among) })
        : say("liveFoundMore", { parts: listOf(conclusion.found), among: listOf(conclusion.among) });
    case "no-answer":
      return say("liveAskSilent");
  }
}

const STRANGERS: Readonly<Record<Stranger["kind"], PlainName>> = {
  foreign: "liveStrangerForeign",
  null: "liveStrangerNull",
  prefix: "liveStrangerPrefix",
  suffix: "liveStrangerSuffix",
};

/** A stranger who is let in is a hole, with credentials a wide one. */
export function Probed({ strangers }: { strangers: readonly LetIn[] }) {
  const isOpen = strangers.some((one) => one.let !== "no");
  return (
    <>
      <ul class="asked" aria-label={say("liveProbedName")}>
        {strangers.map(({ stranger, let: verdict }) => (
          <li key={stranger.kind}>
            <span class="asked-what">
              {say(STRANGERS[stranger.kind])} <code>{stranger.origin}</code>
            </span>
            <span class={`asked-answer asked-${verdict === "no" ? "passes" : "refuses"}`}>
              {verdict === "no" ? say("liveNotLetIn") : verdict === "with-credentials" ? say("liveLetInCredentials") : say("liveLetIn")}
            </span>
          </li>
        ))}
      </ul>
      <p class={isOpen ? "live-bad" : "live-good"}>{isOpen ? say("liveProbedOpen") : say("liveProbedClosed")}</p>
    </>
  );
}
