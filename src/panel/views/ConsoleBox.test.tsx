// @vitest-environment happy-dom

import { render } from "preact";
import { afterEach, describe, expect, it } from "vitest";
import { CORS_ERRORS } from "../../core/engines/corsError";
import { settled } from "../../parts/settled.fixture";
import { blocked, drawn } from "../exchanges.fixture";
import { rowOf } from "../judge";
import { mountPanel } from "../mountPanel";
import { HandTransport, STATUS } from "../transport.fixture";
import { guideTo } from "./consoleWords";
import { WorksInCurl } from "./WorksInCurl";

let unmount: () => void = () => undefined;

async function opened() {
  const root = document.createElement("div");
  document.body.append(root);
  const transport = new HandTransport();
  const panel = mountPanel(root, { transport, subject: 1, theme: "light" });
  unmount = () => {
    panel.unmount();
    root.remove();
  };
  const exchanges = [
    blocked("b"),
    blocked("c", 2000),
    drawn({ id: "d", at: 3000, url: "http://localhost:8080/x?token=[redacted]", reply: null, end: "net::ERR_CONNECTION_REFUSED" }),
  ];
  transport.connect();
  transport.say({ kind: "status", status: STATUS });
  transport.say({ kind: "snapshot", position: { epoch: "e", sequence: 1 }, exchanges, alive: exchanges.map((one) => one.id), last: true });
  await settled();
  const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];
  const click = async (name: string) => {
    const button = all("button").find((one) => one.textContent?.trim() === name);
    if (button === undefined) throw new Error(`no button ${name}`);
    button.click();
    await settled();
  };
  await click("Explain a console line");
  const field = root.querySelector("textarea") as HTMLTextAreaElement;
  const paste = async (text: string) => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await settled();
    return root.querySelector(".console-box")?.textContent ?? "";
  };
  return { root, all, click, paste, field };
}

afterEach(() => {
  unmount();
  sessionStorage.clear();
});

const CHROME =
  "Access to fetch at 'https://api.test/x' from origin 'https://app.test' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";

describe("Explain a console line", () => {
  it("says what the line means, who has to act and where it is explained, and shows the request", async () => {
    const { all, click, paste, root } = await opened();
    const filter = root.querySelector("input[type=search]") as HTMLInputElement;
    filter.value = "moon";
    filter.dispatchEvent(new Event("input", { bubbles: true }));
    const told = await paste(`app.js:3 ${CHROME}`);
    expect(told).toMatch(/Chrome blocked it by CORS.*MissingAllowOriginHeader.*does not say that the page may read it/u);
    expect(told).toContain("The server has to change its reply.");
    expect(all(".answer a").map((link) => link.getAttribute("href"))).toEqual([
      "https://fetch.spec.whatwg.org/#concept-cors-check",
      "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowOrigin",
    ]);
    await click("Show the request");
    // Two fit: the later one is it; the filter that would hide it gives way.
    expect([all("[role=row][aria-selected=true]")[0]?.id, filter.value, all("[role=tabpanel]").length]).toEqual(["row-c", "", 1]);
  });

  it("says what several reasons have in common and lists them", async () => {
    const { paste, all } = await opened();
    const told = await paste("Origin https://app.test is not allowed by Access-Control-Allow-Origin. Status code: 200");
    expect(told).toMatch(/Safari says the same of several reasons/u);
    expect(all(".reason-code").map((code) => code.textContent)).toEqual([
      "MissingAllowOriginHeader",
      "MultipleAllowOriginValues",
      "InvalidAllowOriginValue",
      "AllowOriginMismatch",
    ]);
  });

  it.each([
    ["GET http://localhost:8080/x?token=abc net::ERR_CONNECTION_REFUSED", /Not CORS.*Nothing listens at localhost:8080/u, true],
    [
      "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://moon.test/. (Reason: CORS request did not succeed). Status code: (null).",
      /Not CORS: .*There was no reply.*No request of this recording/u,
      false,
    ],
    ["TypeError: Failed to fetch", /does not say why.*all that a page's script is told/u, false],
    ["hello <b>world</b>", /This is not a CORS line that is known/u, false],
  ])("%s", async (line, words, shown) => {
    const { paste, all } = await opened();
    expect(await paste(line)).toMatch(words);
    expect(all(".answer button.small").some((button) => button.textContent === "Show the request")).toBe(shown);
  });

  it("goes with Esc, and the focus returns to its button", async () => {
    const { root, field } = await opened();
    expect(document.activeElement).toBe(field);
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
    await settled();
    expect([root.querySelector(".console-box"), document.activeElement?.textContent]).toEqual([null, "Explain a console line"]);
  });

  it("answers that it works in curl, with the line that asks as the browser did", () => {
    const place = document.createElement("div");
    render(<WorksInCurl row={rowOf(blocked("b"), "chromium")} />, place);
    expect(place.querySelector("pre")?.textContent).toBe("curl -i -g --url 'https://api.test/x' -H 'Origin: https://app.test'");
    render(<WorksInCurl row={null} />, place);
    expect([place.querySelector("pre"), place.textContent]).toEqual([null, expect.stringContaining("curl sends no Origin")]);
  });

  it.each(CORS_ERRORS)("has a guide to %s", (reason) => {
    expect(guideTo(reason).spec).toMatch(/^https:/u);
  });
});
