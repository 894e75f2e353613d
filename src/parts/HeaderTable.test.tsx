// @vitest-environment happy-dom
import { render } from "preact";
import { afterEach, describe, expect, it } from "vitest";
import messages from "../../public/_locales/en/messages.json" with { type: "json" };
import type { HeaderList } from "../core/exchange/networkEvent";
import { HeaderTable } from "./HeaderTable";
import { guideTo } from "./headerGuide";

let root: HTMLElement;
afterEach(() => {
  render(null, root);
  root.remove();
});

function shown(headers: HeaderList) {
  root = document.createElement("div");
  document.body.append(root);
  render(<HeaderTable title="Reply" headers={headers} missing="none" />, root);
  return [...root.querySelectorAll<HTMLElement>(".header")];
}

const settled = () => new Promise((done) => setTimeout(done));

describe("HeaderTable", () => {
  it("puts CORS headers first, and shows duplicates and odd bytes", () => {
    const lines = shown([
      ["Server", "x"],
      ["Vary", "Origin"],
      ["access-control-allow-origin", "https://app.test"],
      ["Access-Control-Allow-Origin", "https://\u0430pp.test "],
    ]).map((line) => line.textContent?.replace(/ \(on MDN\)/u, ""));
    expect(lines).toEqual([
      "Vary: Origin",
      "access-control-allow-origin: https://app.testfield 1 of 2",
      "Access-Control-Allow-Origin: https://\u0430pp.test field 2 of 2unusual charactersspace at its end",
      "Server: x",
    ]);
  });

  it("explains a header with focus as with the pointer, until Escape", async () => {
    const [line] = shown([["Vary", "Origin"]]);
    const link = line?.querySelector("a");
    expect(link?.href).toBe("https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Vary");
    link?.dispatchEvent(new FocusEvent("focus", { bubbles: false }));
    await settled();
    const tip = root.querySelector("[role=tooltip]");
    expect(tip?.textContent).toBe(messages.headerVary.message);
    expect(link?.getAttribute("aria-describedby")).toBe(tip?.id);
    link?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    await settled();
    expect(root.querySelector("[role=tooltip]")).toBeNull();
  });
});

describe("guideTo", () => {
  it.each([
    ["access-control-allow-origin", "Access-Control-Allow-Origin"],
    ["WWW-Authenticate", "WWW-Authenticate"],
    ["etag", "ETag"],
  ])("%s has its page", (name, page) => {
    expect(guideTo(name)?.page).toMatch(new RegExp(`/${page}$`));
  });
  it("knows nothing of what has no part in this, whatever its name", () => {
    expect([guideTo("X-Powered-By"), guideTo("constructor")]).toEqual([null, null]);
  });
});
