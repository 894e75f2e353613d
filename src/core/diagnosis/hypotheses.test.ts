import { describe, expect, it } from "vitest";
import type { Exchange, Hop, PageWitness, Transaction } from "../exchange/exchange";
import type { HeaderList } from "../exchange/networkEvent";
import { diagnose } from "./diagnose";
import { readWitnesses } from "./hypotheses";

const PAGE = "http://app.test";
const API = "http://api.test/x";

interface Drawn {
  readonly says?: Partial<PageWitness>;
  readonly method?: string;
  readonly sent?: HeaderList;
  readonly preflight?: HeaderList;
  readonly reply?: HeaderList;
  readonly accepted?: boolean;
}

/** A request from app.test to api.test as Chromium shows it, and what the page says of it. */
function drawn({ says, method = "PUT", sent = [], preflight, reply, accepted = false }: Drawn): Exchange {
  const context = { tabId: 1, frameId: 0, initiator: PAGE, type: "xmlhttprequest" };
  const answer = (headers: HeaderList, status: number) => ({ status, statusLine: "", headers, at: 3 });
  const hop = (change: Partial<Hop>): Hop => ({ url: API, method, startedAt: 1, startSeen: true, sent: null, response: null, ...change });
  const origin: HeaderList = [["Origin", PAGE]];
  const main: Transaction = {
    requestId: "1",
    context,
    hops: [hop(reply === undefined ? {} : { sent: { at: 2, headers: [...origin, ...sent] }, response: answer(reply, 200) })],
    end: accepted
      ? { kind: "accepted", at: 4, status: 200, fromCache: false }
      : { kind: "failed", at: 4, error: "net::ERR_FAILED", afterAccepted: false },
  };
  const asks: HeaderList = [...origin, ["Access-Control-Request-Method", method]];
  const preflights =
    preflight === undefined
      ? []
      : [
          {
            hop: 0,
            transaction: {
              requestId: "2",
              context,
              hops: [hop({ method: "OPTIONS", sent: { at: 2, headers: asks }, response: answer(preflight, 204) })],
              end: { kind: "accepted", at: 4, status: 204, fromCache: false },
            } satisfies Transaction,
          },
        ];
  const bare: Exchange = { id: "1", main, preflights, incomplete: false, source: "live" };
  return says === undefined ? bare : { ...bare, witness: { credentials: "same-origin", mode: "cors", ...says } };
}

const ANY: HeaderList = [["Access-Control-Allow-Origin", "*"]];
const OURS: HeaderList = [
  ["Access-Control-Allow-Origin", PAGE],
  ["Access-Control-Allow-Credentials", "true"],
];

describe("the page's word", () => {
  it.each<[PageWitness["credentials"], string, string]>([
    ["include", "PreflightWildcardOriginNotAllowed", "include"],
    ["same-origin", "MethodDisallowedByPreflightResponse", "omit"],
    ["omit", "MethodDisallowedByPreflightResponse", "omit"],
  ])("%s settles what was undecided, and is never certain", (credentials, reason, across) => {
    const settled = diagnose(drawn({ says: { credentials }, preflight: ANY }));
    expect([settled.certainty, settled.reason, settled.credentials, settled.candidates]).toEqual(["inferred", reason, across, []]);
    expect(settled.evidence).toContain(`the page says its credentials mode is ${credentials}`);
    expect(settled.failures[0]?.reason).toBe(reason);
    expect(settled.unknowns).toEqual([]);
    expect(diagnose(drawn({ preflight: ANY })).certainty).toBe("undecided");
  });

  it("leaves certain what is the same in every world, and says which failures follow", () => {
    const { certainty, reason, failures, credentials } = diagnose(drawn({ says: { credentials: "include" }, preflight: [] }));
    expect([certainty, reason, credentials]).toEqual(["certain", "PreflightMissingAllowOriginHeader", "include"]);
    expect(failures.map((failure) => failure.reason)).toContain("PreflightInvalidAllowCredentials");
  });

  it("counts less than a cookie", () => {
    const exchange = drawn({ says: { credentials: "omit" }, method: "GET", sent: [["Cookie", "[redacted#1]"]], reply: ANY });
    const { reason, certainty, credentials, unknowns } = diagnose(exchange);
    expect([reason, certainty, credentials]).toEqual(["WildcardOriginNotAllowed", "certain", "include"]);
    expect(unknowns.join()).toMatch(/the page says its credentials mode is omit: the browser shows otherwise/);
  });

  it("counts less than what the browser did", () => {
    const { reason, credentials, unknowns } = diagnose(drawn({ says: { credentials: "omit" }, method: "GET", reply: ANY }));
    expect([reason, credentials]).toEqual(["WildcardOriginNotAllowed", "include"]);
    expect(unknowns.join()).toMatch(/what the browser did shows otherwise/);
  });

  it("says how an allowed request was made, and cannot make it a blocked one", () => {
    const allowed = drawn({ says: { credentials: "include" }, method: "GET", reply: OURS, accepted: true });
    expect(diagnose(allowed)).toMatchObject({ verdict: "allowed", certainty: "certain", credentials: "include", unknowns: [] });
    const lied = diagnose(drawn({ says: { credentials: "include" }, method: "GET", reply: ANY, accepted: true }));
    expect([lied.verdict, lied.credentials]).toEqual(["allowed", "omit"]);
    expect(lied.unknowns.join()).toMatch(/shows otherwise/);
  });

  it("tells the mode only where the browser does not", () => {
    const silent = drawn({ says: { mode: "no-cors" }, method: "POST", reply: [], accepted: true });
    expect(readWitnesses(silent)).toMatchObject({ mode: "no-cors", modeByPage: true });
    expect(diagnose(silent)).toMatchObject({ verdict: "not-cors", certainty: "inferred" });
    const told = readWitnesses(drawn({ says: { mode: "no-cors" }, preflight: ANY }));
    expect([told.mode, told.modeByPage]).toEqual(["cors", false]);
    expect(told.unknowns.join()).toMatch(/the page says its mode is no-cors: the browser shows cors/);
    expect(readWitnesses(drawn({ says: { mode: "nonsense" } }))).toMatchObject({ mode: "unknown", modeByPage: false });
  });
});
