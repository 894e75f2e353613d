import { describe, expect, it } from "vitest";
import { messageOf } from "../engines/firefoxMessages";
import type { ClaimedPreflight, Ending, Exchange, Hop, Transaction } from "../exchange/exchange";
import type { Header, RequestContext } from "../exchange/networkEvent";
import { isAgainstHeaders } from "./againstHeaders";
import { diagnose } from "./diagnose";

/** What Firefox 153 ESR shows of a request, and the console category that it prints of the same. */

const APP = "http://app.test";
const API = "http://api.test/x";
const LOOPBACK = "http://127.0.0.1:8000/x";
const FIREFOX: RequestContext = { tabId: 1, frameId: 0, documentId: "d", initiator: APP, type: "xmlhttprequest", toldBy: "firefox" };
const BAD_URI = "NS_ERROR_DOM_BAD_URI";

const allow = (origin: string, ...more: Header[]): Header[] => [["Access-Control-Allow-Origin", origin], ...more];
const CREDENTIALS: Header = ["Access-Control-Allow-Credentials", "true"];
const to = (location: string): Header => ["Location", location];

interface Answer {
  readonly status?: number;
  readonly headers: readonly Header[];
}

function hop(url: string, method: string, sent: readonly Header[], answer: Answer | null): Hop {
  const response = answer === null ? null : { status: answer.status ?? 200, statusLine: "", headers: answer.headers, at: 4 };
  return { url, method, startedAt: 1, startSeen: true, sent: { headers: sent, at: 1 }, response };
}

const completed = (status = 200): Ending => ({ kind: "accepted", at: 5, status, fromCache: false });
const failed = (error = BAD_URI, afterAccepted = false): Ending => ({ kind: "failed", at: 6, error, afterAccepted });

function transaction(requestId: string, hops: Hop[], end: Ending): Transaction {
  return { requestId, context: FIREFOX, hops, end };
}

interface Shown {
  readonly url?: string;
  readonly method?: string;
  readonly sent?: readonly Header[];
  readonly asks?: string;
  readonly preflight?: Answer;
  readonly preflightEnd?: Ending;
  readonly answer?: Answer | null;
  readonly end: Ending;
}

function seen({ url = API, method = "GET", sent = [], asks, preflight, preflightEnd, answer = null, end }: Shown): Exchange {
  const main = transaction("1", [hop(url, method, [["Origin", APP], ...sent], answer)], end);
  const asked: Header[] = [
    ["Origin", APP],
    ["Access-Control-Request-Method", method],
    ...(asks === undefined ? [] : [["Access-Control-Request-Headers", asks] as const]),
  ];
  const preflights: ClaimedPreflight[] =
    preflight === undefined
      ? []
      : [{ hop: 0, transaction: transaction("2", [hop(url, "OPTIONS", asked, { status: 204, ...preflight })], preflightEnd ?? failed()) }];
  return { id: "1", main, preflights, incomplete: false, source: "live" };
}

/** Only where no Access-Control-Allow-Origin is shown can no second, empty one stand beside it unseen. */
const sureOf = (word: string): string => (word === "CORSMissingAllowOrigin2" ? "certain" : "inferred");

/** The console's word for what we say, and how sure we are. */
function said(exchange: Exchange): [string | null, string, string] {
  const { verdict, reason, certainty } = diagnose(exchange, "firefox");
  return [reason === null ? null : (messageOf(reason)?.key ?? "none"), verdict, certainty];
}

describe("a reply is told of alike, whatever became of it", () => {
  it.each<[string, Answer, string | null]>([
    ["nothing allowed", { headers: [] }, "CORSMissingAllowOrigin2"],
    ["another origin", { headers: allow("http://other.test") }, "CORSAllowOriginNotMatchingOrigin"],
    ["not an origin", { headers: allow("app.test") }, "CORSAllowOriginNotMatchingOrigin"],
    ["a space", { headers: allow(`${APP} http://other.test`) }, "CORSAllowOriginNotMatchingOrigin"],
    ["a comma without a space", { headers: allow(`${APP},http://other.test`) }, "CORSAllowOriginNotMatchingOrigin"],
    ["the very origin", { headers: allow(APP, CREDENTIALS) }, null],
    ["an error without headers", { status: 500, headers: [] }, "CORSMissingAllowOrigin2"],
  ])("%s", (_, answer, word) => {
    const completedWell = said(seen({ answer, end: completed(answer.status) }));
    expect(completedWell).toEqual([word, ...(word === null ? ["allowed", "inferred"] : ["blocked", sureOf(word)])]);
    if (word !== null) expect(said(seen({ answer, end: failed(BAD_URI, true) }))).toEqual(completedWell);
  });

  it("says of a reply that its headers allow no more than that they do", () => {
    const diagnosis = diagnose(seen({ answer: { headers: allow(APP, CREDENTIALS) }, end: completed() }), "firefox");
    const { certainty, evidence, unknowns, candidates } = diagnosis;
    expect([certainty, unknowns, candidates]).toEqual(["inferred", [], []]);
    expect(evidence.filter((one) => one.startsWith("Firefox does not tell an extension"))).toHaveLength(1);
    expect(isAgainstHeaders(diagnosis)).toBe(false);
  });

  it("is another thing than a reply that Chromium handed on against its headers", () => {
    const { main, ...rest } = seen({ answer: { headers: [] }, end: completed() });
    const { toldBy: _, ...context } = FIREFOX;
    const diagnosis = diagnose({ ...rest, main: { ...(main as Transaction), context } }, "chromium");
    expect([diagnosis.verdict, diagnosis.certainty, isAgainstHeaders(diagnosis)]).toEqual(["allowed", "inferred", true]);
  });

  it.each<[string, Shown, string]>([
    ["to the page's own origin", { url: `${APP}/x`, end: completed() }, "allowed"],
    ["in no-cors mode", { sent: [["Sec-Fetch-Mode", "no-cors"]], end: completed() }, "not-cors"],
  ])("a request %s is not judged by its headers", (_, shown, expected) => {
    const { verdict, certainty, evidence } = diagnose(seen({ ...shown, answer: { headers: [] } }), "firefox");
    expect([verdict, certainty]).toEqual([expected, "certain"]);
    expect(evidence.join()).not.toContain("judged by its headers");
  });

  it("leaves open what only credentials decide, and never says so of what they do not", () => {
    const { verdict, certainty, candidates, unknowns } = diagnose(seen({ answer: { headers: allow("*") }, end: completed() }), "firefox");
    expect([verdict, certainty, candidates.map(({ reason }) => reason)]).toEqual(["allowed", "undecided", ["WildcardOriginNotAllowed"]]);
    expect(unknowns).toHaveLength(1);
  });

  it.each<[string, Shown, string | null]>([
    ["a cookie", { sent: [["Cookie", "[redacted#1]"]], end: completed() }, "CORSNotSupportingCredentials"],
    ["a refusal that was heard", { end: failed(BAD_URI, true) }, "CORSNotSupportingCredentials"],
    [
      "Sec-Fetch-Storage-Access",
      {
        url: LOOPBACK,
        sent: [
          ["Sec-Fetch-Site", "cross-site"],
          ["Sec-Fetch-Storage-Access", "none"],
        ],
        end: completed(),
      },
      "CORSNotSupportingCredentials",
    ],
    ["its absence", { url: LOOPBACK, sent: [["Sec-Fetch-Site", "cross-site"]], end: completed() }, null],
  ])("%s decides it", (_, shown, word) => {
    const [key, verdict, certainty] = said(seen({ ...shown, answer: { headers: allow("*") } }));
    expect([key, verdict]).toEqual([word, word === null ? "allowed" : "blocked"]);
    expect(certainty).not.toBe("undecided");
  });

  it("takes what a worker does not say for nothing", () => {
    const exchange = seen({ url: LOOPBACK, sent: [["Sec-Fetch-Site", "cross-site"]], answer: { headers: allow("*") }, end: completed() });
    const { documentId: _, ...worker } = FIREFOX;
    const inWorker = { ...exchange, main: { ...(exchange.main as Transaction), context: worker } };
    expect(diagnose(inWorker, "firefox").certainty).toBe("undecided");
  });

  it("has both words for fields that are shown as one", () => {
    const { reason, certainty, candidates } = diagnose(seen({ answer: { headers: allow(`${APP}, *`) }, end: completed() }), "firefox");
    expect([reason, certainty]).toEqual(["MultipleAllowOriginValues", "undecided"]);
    expect(new Set(candidates.map((one) => one.reason))).toEqual(new Set(["MultipleAllowOriginValues", "AllowOriginMismatch"]));
  });

  it("an opaque reply, whose status is hidden, was never checked", () => {
    const { verdict, notCors } = diagnose(seen({ method: "POST", answer: { headers: [] }, end: completed(0) }), "firefox");
    expect([verdict, notCors]).toEqual(["not-cors", "no-cors-mode"]);
  });

  it.each([
    ["a page that leaves", "NS_BINDING_ABORTED"],
    ["no picture", "NS_IMAGELIB_ERROR_FAILURE"],
  ])("%s says nothing about the reply", (_, error) => {
    expect(said(seen({ answer: { headers: allow(APP, CREDENTIALS) }, end: failed(error, true) }))).toEqual([null, "allowed", "inferred"]);
    expect(said(seen({ answer: { headers: [] }, end: failed(error, true) }))[0]).toBe("CORSMissingAllowOrigin2");
  });
});

describe("a preflight", () => {
  const put = { method: "PUT", end: failed() } as const;
  it.each<[string, Partial<Shown>, string]>([
    ["without headers", { preflight: { status: 404, headers: [] } }, "CORSMissingAllowOrigin2"],
    ["with the wrong status", { preflight: { status: 404, headers: allow(APP, CREDENTIALS) } }, "CORSPreflightDidNotSucceed3"],
    ["without the method", { preflight: { headers: allow(APP, CREDENTIALS) } }, "CORSMethodNotFound"],
    [
      "without the method, and with nonsense for headers",
      { asks: "x-a", preflight: { headers: allow(APP, CREDENTIALS, ["Access-Control-Allow-Headers", "a b"]) } },
      "CORSMethodNotFound",
    ],
    [
      "with nonsense for methods",
      { preflight: { headers: allow(APP, CREDENTIALS, ["Access-Control-Allow-Methods", "PUT;"]) } },
      "CORSInvalidAllowMethod",
    ],
    ["that is redirected", { preflight: { status: 302, headers: allow(APP, CREDENTIALS, to("/y")) } }, "CORSExternalRedirectNotAllowed"],
    [
      "that is redirected to itself by an empty Location",
      { preflight: { status: 302, headers: allow(APP, CREDENTIALS, to("")) } },
      "CORSExternalRedirectNotAllowed",
    ],
    ["that is redirected without headers", { preflight: { status: 302, headers: [to("/y")] } }, "CORSMissingAllowOrigin2"],
    ["that is redirected to a user", { preflight: { status: 302, headers: allow(APP, CREDENTIALS, to("//u@x/")) } }, "CORSDidNotSucceed2"],
  ])("%s", (_, change, word) => {
    const preflightEnd = (change.preflight?.status ?? 204) === 302 ? failed("NS_ERROR_NET_ON_RECEIVING_FROM") : failed();
    const exchange = seen({ ...put, preflightEnd, ...change });
    expect(said(exchange)).toEqual([word, "blocked", sureOf(word)]);
    expect(diagnose(exchange, "firefox").sent).toBe("no");
  });

  it("names the first header that is not allowed, in the order in which it asked", () => {
    const headers = allow(APP, CREDENTIALS, ["Access-Control-Allow-Methods", "PUT"]);
    const { failedParameter, candidates } = diagnose(seen({ ...put, asks: "x-a,x-b", preflight: { headers } }), "firefox");
    expect([failedParameter, candidates]).toEqual(["x-a", []]);
  });

  it("that dies in the network says why its request did", () => {
    const dead = seen({ ...put, preflight: { headers: [] }, preflightEnd: failed("NS_ERROR_NET_RESET") });
    const unanswered = { ...dead, preflights: dead.preflights.map((one) => withoutReply(one)) };
    expect(diagnose(unanswered, "firefox")).toMatchObject({ verdict: "not-cors", notCors: "connection-reset", sent: "no" });
  });

  it("that is sent to a scheme nobody follows is not CORS", () => {
    const preflight = { status: 302, headers: allow(APP, CREDENTIALS, to("data:,x")) };
    const end = failed("NS_ERROR_CORRUPTED_CONTENT");
    expect(diagnose(seen({ ...put, end, preflight, preflightEnd: end }), "firefox").notCors).toBe("redirect-scheme");
  });

  it("refused against all that is shown had a field that is not", () => {
    const headers = allow(APP, CREDENTIALS, ["Access-Control-Allow-Methods", "PUT"]);
    expect(said(seen({ ...put, preflight: { headers } }))).toEqual(["CORSMultipleAllowOriginNotAllowed", "blocked", "inferred"]);
  });
});

function withoutReply({ hop: index, transaction: one }: ClaimedPreflight): ClaimedPreflight {
  return { hop: index, transaction: { ...one, hops: one.hops.map((each) => ({ ...each, response: null })) } };
}

describe("a redirect", () => {
  it.each<[string, readonly Header[], string, string | null]>([
    ["without headers", [to("http://other.test/")], "NS_ERROR_UNEXPECTED", "CORSMissingAllowOrigin2"],
    ["to a user", allow(APP, CREDENTIALS, to("http://u:p@other.test/")), "NS_ERROR_NET_ON_RECEIVING_FROM", "CORSDidNotSucceed2"],
    ["to data:", allow(APP, CREDENTIALS, to("data:,x")), "NS_ERROR_CORRUPTED_CONTENT", null],
    ["to ftp:", allow(APP, CREDENTIALS, to("ftp://x/")), "out-of-sight", "CORSRequestNotHttp"],
    ["to ftp:, without headers", [to("ftp://x/")], "out-of-sight", "CORSMissingAllowOrigin2"],
  ])("%s", (_, headers, error, word) => {
    const exchange = seen({ answer: { status: 302, headers }, end: failed(error) });
    expect(said(exchange).slice(0, 2)).toEqual([word, word === null ? "not-cors" : "blocked"]);
  });

  it("that was not followed although it might have been is what the page asked for", () => {
    const answer = { status: 302, headers: allow(APP, CREDENTIALS, to("/y")) };
    expect(diagnose(seen({ answer, end: completed(302) }), "firefox").notCors).toBe("request-mode");
  });
});
