import vm from "node:vm";
import { describe, expect, it } from "vitest";
import { type Note, readNotes } from "./notes";
import { NOTES, readExpression, witnessScript } from "./script";

/** A page of its own realm with a fetch and an XMLHttpRequest that keep what they were given. */
function page(setUp = "", top = true) {
  const context = vm.createContext({ URL, console });
  const run = (code: string, filename = "test.js"): unknown => vm.runInContext(code, context, { filename });
  run(`
    globalThis.window = globalThis; window.top = ${top ? "window" : "{}"};
    globalThis.document = { baseURI: "https://app.test/dir/" };
    globalThis.seen = [];
    globalThis.fetch = function fetch(input) { if (arguments.length === 0) throw new TypeError("1 argument required");
      seen.push([this === undefined || this === globalThis, [...arguments]]); return "promise"; };
    globalThis.Request = class Request { #of; constructor(url, init) { this.#of = { method: "GET", mode: "cors", credentials: "same-origin", url, ...init }; }
      get url() { return this.#of.url; } get method() { return this.#of.method; } get mode() { return this.#of.mode; }
      get credentials() { return this.#of.credentials; } };
    globalThis.XMLHttpRequest = class XMLHttpRequest { #ready = 0; #with = false; get readyState() { return this.#ready; }
      get withCredentials() { return this.#with; } set withCredentials(on) { this.#with = on; }
      open(method, url) { if (method === "bad method") throw new SyntaxError("open"); this.#ready = 1; }
      send() { if (this.#ready !== 1) throw new Error("InvalidStateError"); this.#ready = 2; return "sent"; } };
    const nativeFetch = fetch;
    ${setUp}`);
  run(`(function(){${witnessScript("key")}})()`); // as DevTools writes it
  const reading = () => readNotes(JSON.parse(JSON.stringify(run(readExpression("key", 0)))));
  const notes = (): readonly Note[] => reading()?.notes ?? [];
  return { run, notes, reading };
}

const told = ({ method, url, mode, credentials }: Note) => [method, url, mode, credentials];

describe("what the witness notes", () => {
  it.each<[string, ReturnType<typeof told> | null]>([
    [`fetch("x")`, ["GET", "https://app.test/dir/x", "cors", "same-origin"]],
    [`fetch("//api.test/a?b#c")`, ["GET", "https://api.test/a?b", "cors", "same-origin"]],
    [`fetch(new URL("https://api.test/"))`, ["GET", "https://api.test/", "cors", "same-origin"]],
    [
      `fetch("https://api.test/", { method: "put", credentials: "include", mode: "no-cors" })`,
      ["PUT", "https://api.test/", "no-cors", "include"],
    ],
    [`fetch("https://api.test/", { method: "patch", credentials: "omit" })`, ["patch", "https://api.test/", "cors", "omit"]],
    [`fetch(new Request("https://api.test/", { method: "PUT", credentials: "include" }))`, ["PUT", "https://api.test/", "cors", "include"]],
    [
      `fetch(new Request("https://api.test/", { credentials: "include" }), { credentials: "omit" })`,
      ["GET", "https://api.test/", "cors", "omit"],
    ],
    [`fetch("https://api.test/", new Request("x", { credentials: "include" }))`, ["GET", "https://api.test/", "cors", "include"]],
    [`fetch("https://api.test/", Object.create({ credentials: "include" }))`, ["GET", "https://api.test/", "cors", "include"]],
    // Nobody's getter is run twice for our sake: then it is not known.
    [
      `fetch("https://api.test/", { get credentials() { seen.push("ran"); return "include"; } })`,
      ["GET", "https://api.test/", "cors", null],
    ],
    [`fetch({ toString() { seen.push("ran"); return "https://api.test/"; } })`, null],
    [`fetch("http://[")`, null],
    [`fetch("https://api.test/", { mode: "nonsense" })`, null],
    [`{ const x = new XMLHttpRequest(); x.open("get", "x"); x.send(); }`, ["GET", "https://app.test/dir/x", "cors", "same-origin"]],
    [
      `{ const x = new XMLHttpRequest(); x.open("PUT", "//api.test"); x.withCredentials = true; x.send(); }`,
      ["PUT", "https://api.test/", "cors", "include"],
    ],
    [`{ const x = new XMLHttpRequest(); try { x.send(); } catch {} }`, null],
  ])("%s", (code, expected) => {
    const { run, notes } = page();
    run(code);
    expect(notes().map(told)).toEqual(expected === null ? [] : [expected]);
    expect(run(`seen.flat().includes("ran")`)).toBe(false);
  });

  it("notes the page's own line, without its query, and not its own", () => {
    const { run, notes } = page();
    run("\n(() => fetch('x'))();", "https://app.test/main.js?token=abc");
    expect(notes()[0]?.callSite).toMatch(/^https:\/\/app\.test\/main\.js:2:\d+$/);
  });

  it("stops at its bound", () => {
    const { run, reading } = page();
    run(`for (let n = 0; n < ${NOTES + 50}; n++) fetch("x");`);
    expect(reading()?.count).toBe(NOTES);
    expect(run("seen.length")).toBe(NOTES + 50);
  });

  it("stands in the top frame only", () => {
    const { run, reading } = page("", false);
    expect(run("fetch === nativeFetch")).toBe(true);
    expect(reading()).toBeNull();
  });
});

describe("what the page feels", () => {
  it("gives `this`, arguments, result and errors as they are", () => {
    const { run } = page();
    expect(run(`fetch("x", undefined, 3)`)).toBe("promise");
    expect(run("JSON.stringify(seen)")).toBe(`[[true,["x",null,3]]]`);
    expect(run(`try { fetch() } catch (error) { error instanceof TypeError && error.message }`)).toBe("1 argument required");
    expect(run(`{ const x = new XMLHttpRequest(); x.open("GET", "x"); x.send() }`)).toBe("sent");
    expect(run(`try { new XMLHttpRequest().open("bad method", "x") } catch (error) { error.name }`)).toBe("SyntaxError");
    expect(run(`try { new XMLHttpRequest().send() } catch (error) { error.message }`)).toBe("InvalidStateError");
  });

  it("leaves name, length, descriptor and shape", () => {
    const { run } = page(`globalThis.before = JSON.stringify(Object.getOwnPropertyDescriptor(window, "fetch"));`);
    expect(run("[fetch.name, fetch.length, XMLHttpRequest.prototype.open.length, XMLHttpRequest.prototype.send.length].join()")).toBe(
      "fetch,1,2,0",
    );
    expect(run(`before === JSON.stringify(Object.getOwnPropertyDescriptor(window, "fetch"))`)).toBe(true);
    expect(run(`"prototype" in fetch`)).toBe(false);
    expect(run(`Object.keys(window).includes("key")`)).toBe(false);
    expect(run(`"use strict"; try { window.key = 1; false } catch { true }`)).toBe(true);
  });

  it("runs none of the page's code, however the page changed the built-ins afterwards", () => {
    // Function.prototype.call stays: vitest's own formatting of stacks runs it.
    const { run, notes } = page(`globalThis.fetch = () => "promise"; globalThis.ran = 0;`);
    run(`const bad = () => { ran += 1; throw "trap"; };
      Array.prototype[Symbol.iterator] = bad; Array.prototype.push = bad; Function.prototype.apply = bad;
      Object.defineProperty(Array.prototype, "0", { set: bad, configurable: true });
      Object.getOwnPropertyDescriptor = bad; Object.defineProperty = bad; Reflect.apply = bad; globalThis.URL = bad;
      String.prototype.toUpperCase = bad; RegExp.prototype.exec = bad; RegExp.prototype.test = bad; WeakMap.prototype.get = bad;
      WeakMap.prototype.set = bad; Error.prepareStackTrace = bad;
      window.fetch("https://api.test/", { credentials: "include" });
      const x = new XMLHttpRequest(); x.open("PUT", "https://api.test/"); x.send();`);
    run(`delete Array.prototype[0]`);
    expect(notes().map(told)).toEqual([
      ["GET", "https://api.test/", "cors", "include"],
      ["PUT", "https://api.test/", "cors", "same-origin"],
    ]);
    expect(run(`Error.prepareStackTrace === bad && ran`)).toBe(0);
  });
});
