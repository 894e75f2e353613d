import type { ComparedPiece } from "../../parts/compareOrigins";
import { compareOrigins } from "../../parts/compareOrigins";
import { say } from "../../parts/say";
import { LongText, VisibleText } from "../../parts/VisibleText";
import type { Match } from "../headerMatch";

const RESULT = {
  yes: { mark: "✓", word: "headersMatchYes" },
  no: { mark: "✗", word: "headersMatchNo" },
  differs: { mark: "✗", word: "headersMatchDiffers" },
  depends: { mark: "?", word: "headersMatchDepends" },
} as const;

const WHAT = {
  origin: "headersMatchOrigin",
  method: "headersMatchMethod",
  header: "headersMatchHeader",
  credentials: "headersMatchCredentials",
} as const;

function Value({ text, pieces }: { text: string; pieces: readonly ComparedPiece[] | undefined }) {
  if (pieces === undefined) return <LongText text={text} />;
  return (
    <>
      {pieces.map(({ text: piece, differs }) =>
        differs ? (
          <mark>
            <VisibleText text={piece} />
          </mark>
        ) : (
          <VisibleText text={piece} />
        ),
      )}
    </>
  );
}

function Line({ match: { what, asked, allowed, result, note } }: { match: Match }) {
  const compared = what === "origin" && result === "differs" && allowed !== null ? compareOrigins(asked, allowed) : null;
  const { mark, word } = RESULT[result];
  return (
    <tr class={`match match-${result}`}>
      <th scope="row">{say(WHAT[what])}</th>
      <td>{what === "credentials" ? say("headersMatchIncluded") : <Value text={asked} pieces={compared?.expected} />}</td>
      <td>
        {allowed !== null && <Value text={allowed} pieces={compared?.got} />}
        {note !== undefined && <span class="quiet">{say(note === "safelisted" ? "headersMatchSafelisted" : "headersMatchUnread")}</span>}
      </td>
      <td class="match-result">
        <span aria-hidden="true">{mark}</span> {say(word)}
      </td>
    </tr>
  );
}

/** What the request asked for beside what the reply allows, name by name. */
export function HeaderMatch({ matches }: { matches: readonly Match[] }) {
  if (matches.length === 0) return null;
  return (
    <table class="matches">
      <caption class="sr-only">{say("headersMatchTitle")}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{say("headersMatchAsked")}</th>
          <th scope="col">{say("headersMatchAllowed")}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {matches.map((match, index) => (
          <Line key={index} match={match} />
        ))}
      </tbody>
    </table>
  );
}
