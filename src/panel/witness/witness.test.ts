import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Exchange } from "../../core/exchange/exchange";
import { drawn } from "../exchanges.fixture";
import { PanelStore } from "../store";
import { HandTransport } from "../transport.fixture";

/** DevTools in the test's hand: what the page would answer, and when it navigates. */
function mounted() {
  const asked: ((value: unknown) => void)[] = [];
  const scripts: string[] = [];
  let navigate: () => void = () => undefined;
  const transport = new HandTransport();
  const frames: (() => void)[] = [];
  const store = new PanelStore(transport, 1, { task: (work) => work(), frame: (work) => frames.push(work) }, "chromium", {
    reload: (script) => scripts.push(script),
    ask: (_, take) => asked.push(take),
    onNavigated: (listener) => {
      navigate = listener;
    },
  });
  store.start();
  let sequence = 0;
  const { witness } = store;
  if (witness === null) throw new Error("a witness was expected");
  return {
    store,
    witness,
    scripts,
    asked,
    navigate: () => navigate(),
    answer: (value: unknown) => asked.shift()?.(value),
    seen: (...changed: Exchange[]) => {
      sequence += 1;
      transport.say({ kind: "changes", position: { epoch: "e", sequence }, changed, removed: [] });
      for (const work of frames.splice(0)) work();
    },
  };
}

/** Undecided until somebody says whether credentials were included. */
function undecided(id: string, at: number): Exchange {
  const exchange = drawn({ id, at, method: "PUT", reply: null, end: "net::ERR_FAILED" });
  const preflight = drawn({ id: `p${id}`, at, method: "OPTIONS", reply: { status: 204, headers: [["Access-Control-Allow-Origin", "*"]] } });
  return { ...exchange, preflights: preflight.main === null ? [] : [{ hop: 0, transaction: preflight.main }] };
}

const note = (credentials: string) => ({ method: "PUT", url: "https://api.test/x", mode: "cors", credentials });
const reading = (...credentials: string[]) => ({ born: 1000, notes: credentials.map(note) });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("Witness", () => {
  it("asks nobody before it was placed", () => {
    const { seen, asked, navigate } = mounted();
    seen(undecided("a", 1500));
    navigate();
    expect(asked).toHaveLength(0);
  });

  it("settles the exchanges of its page, keeps them settled, and leaves older ones alone", () => {
    const { store, witness, scripts, seen, navigate, answer } = mounted();
    seen(undecided("old", 500));
    witness.reload();
    expect(scripts).toHaveLength(1);
    navigate();
    answer(reading());
    expect(witness.state.value).toBe("armed");
    seen(undecided("a", 1500));
    answer(reading("include"));
    const certainties = () => store.shown().exchanges.map(({ id, witness: said }) => [id, said?.credentials]);
    expect(certainties()).toEqual([
      ["old", undefined],
      ["a", "include"],
    ]);
    seen(undecided("a", 1500)); // the recorder sends it again, without what it does not know
    expect(certainties()[1]).toEqual(["a", "include"]);
    store.select("a", true);
    expect(store.selected.value?.diagnosis).toMatchObject({ certainty: "inferred", reason: "PreflightWildcardOriginNotAllowed" });
  });

  it("uses another key for every click, and no answer of the page before", () => {
    const { witness, scripts, navigate, asked } = mounted();
    witness.reload();
    navigate();
    witness.reload();
    expect(scripts[0]).not.toBe(scripts[1]);
    asked[0]?.(reading("include"));
    expect(witness.state.value).toBe("reloading");
  });

  it("waits while DevTools still asks the page before, and then says that there is none", () => {
    const { witness, navigate, answer, asked } = mounted();
    witness.reload();
    navigate();
    answer(null);
    expect(witness.state.value).toBe("reloading");
    for (let n = 0; n < 30 && witness.state.value === "reloading"; n += 1) {
      vi.advanceTimersByTime(60);
      answer(undefined);
    }
    expect(witness.state.value).toBe("refused");
    expect(asked).toHaveLength(0);
  });

  it("is gone with the page, and what it said stays", () => {
    const { store, witness, seen, navigate, answer } = mounted();
    witness.reload();
    navigate();
    answer(reading());
    seen(undecided("a", 1500));
    answer(reading("omit"));
    navigate();
    answer(null);
    expect(witness.state.value).toBe("gone");
    seen(undecided("b", 9000));
    expect(store.shown().exchanges.map((one) => one.witness?.credentials)).toEqual(["omit", undefined]);
    witness.dismiss();
    expect(witness.state.value).toBe("off");
  });

  it("is not drowned by a page that says more and more", () => {
    const { witness, navigate, answer, seen } = mounted();
    witness.reload();
    navigate();
    for (let n = 0; n < 5; n += 1) {
      answer({ born: 1000, notes: Array.from({ length: 2000 }, () => note("omit")) });
      seen(undecided(`x${n}`, 2000 + n));
    }
    expect(witness.state.value).toBe("full");
  });
});
