import type { ConsoleLine } from "../harness/firefox/chrome";
import type { Heard, Word } from "./ear";
import type { Outcome, Play } from "./page";
import { asSent } from "./requests";
import type { Asked } from "./servers";

/** Printed of every CORS request that failed, after whatever else was printed of it. */
const UNSPECIFIC = "CORSDidNotSucceed2";
const WARNING = "CORSAllowHeaderFromPreflightDeprecation";

interface Over {
  readonly url: string;
  readonly attempt: number;
  readonly outcome: Outcome;
}

/**
 * The requests of one case, from what Firefox printed of them, what the page said of their ends, and what the servers were asked. Firefox tells
 * of no pairs: of two requests that are under way together only the whole is known.
 */
export function hearFirefox({ key, url, asks, along, hops }: Play, lines: readonly ConsoleLine[], asked: readonly Asked[]): Heard[] {
  const own = lines.filter(({ text }) => text.includes(`/c/${key}/`));
  const overs = own.flatMap((line, at) => {
    const over = overOf(line);
    return over === null ? [] : [{ ...over, at }];
  });
  const arrived = asked.some(({ preflight, hop }) => !preflight && hop === hops - 1);
  let from = 0;
  return asks.map((ask, attempt): Heard => {
    const over = overs.find((one) => one.attempt === attempt);
    const until = along ? own.length : (over?.at ?? own.length);
    const words = wordsOf(own.slice(from, until));
    if (!along) from = until;
    const refusals = overs.filter(({ outcome }) => outcome !== true).sort((a, b) => a.at - b.at);
    const turn = along
      ? Math.max(
          refusals.findIndex((one) => one.attempt === attempt),
          0,
        )
      : 0;
    const refused = over?.outcome === false || (over?.outcome === null && words.length > 0);
    const accepted = over?.outcome === true || (over?.outcome === null && words.length === 0 && arrived);
    const mine = asks.length === 1 ? asked : [];
    return {
      id: `${key} ${attempt}`,
      urls: [url],
      method: asSent(ask.method),
      replies: mine.filter(({ preflight }) => !preflight).map(({ reply }) => reply),
      preflights: preflightsOf(attempt, asks.length, asked).map(({ reply }) => asPreflight(url, reply)),
      word: refused ? (words[turn] ?? words[0] ?? null) : null,
      accepted,
      ended: over !== undefined,
      error: over !== undefined && !accepted ? "the page was told of an error" : null,
    };
  });
}

function overOf({ text }: ConsoleLine): Over | null {
  const [, json] = /oracle (\{.*?\})/s.exec(text) ?? [];
  return json === undefined ? null : (JSON.parse(json) as Over);
}

/** One word for each request that was refused, in order; the unspecific one only where there is no other. */
function wordsOf(lines: readonly ConsoleLine[]): Word[] {
  const printed = lines.filter(({ category }) => category.startsWith("CORS") && category !== WARNING);
  // What a preflight's redirect leads to is not judged, and yet found wanting.
  const specific = printed.filter(
    ({ category }, at) =>
      category !== UNSPECIFIC &&
      !(
        category === "CORSPreflightDidNotSucceed3" && printed.slice(0, at).some((one) => one.category === "CORSExternalRedirectNotAllowed")
      ),
  );
  return (specific.length > 0 ? specific : printed).map(({ category, text }) => ({
    corsError: category,
    failedParameter: quotedIn(category, text),
  }));
}

/** The value that Firefox quotes, where it is the one that we name as well. */
function quotedIn(category: string, text: string): string {
  const pattern = category === "CORSAllowOriginNotMatchingOrigin" ? /match ‘(.*)’\)\.?$/su : /\(Reason: header ‘(.*?)’ is not allowed/su;
  return pattern.exec(text)?.[1] ?? "";
}

/** Of two requests after one another to one URL, the first has the first. */
function preflightsOf(attempt: number, attempts: number, asked: readonly Asked[]): readonly Asked[] {
  const all = asked.filter(({ preflight }) => preflight);
  return attempts === 1 ? all : attempt === 0 ? all.slice(0, 1) : all.slice(1);
}

function asPreflight(url: string, reply: string): Heard {
  return {
    id: reply,
    urls: [url],
    method: "OPTIONS",
    replies: [reply],
    preflights: [],
    word: null,
    accepted: true,
    ended: true,
    error: null,
  };
}
