import { describe, expect, it } from "vitest";
import type { NetworkEvent, ToldKind } from "../core/exchange/networkEvent";
import { type FirefoxDetails, firefox } from "./firefox";
import { createRedactor } from "./redact";

/** Details as Firefox 153 gave them, cut down to what is read. */
const DETAILS: FirefoxDetails = {
  requestId: "41",
  url: "http://localhost:9001/put",
  method: "PUT",
  type: "xmlhttprequest",
  tabId: 1,
  frameId: 17179869185,
  documentId: "b1b8ca8c-9b5b-4e5a-8b3b-3f4f4a6a2f0e",
  originUrl: "http://localhost:9000/page.html?token=s3cr3t",
  documentUrl: "http://localhost:9000/page.html?token=s3cr3t",
  incognito: false,
  cookieStoreId: "firefox-default",
  timeStamp: 1795249200123,
};

function read(kind: ToldKind, change: Partial<FirefoxDetails> = {}): NetworkEvent {
  return firefox.read(kind, { ...DETAILS, ...change }, createRedactor([1, 2]));
}

const contextOf = (change: Partial<FirefoxDetails>) => read("started", change).context;

describe("Firefox's details", () => {
  it("become an event with the context of its request", () => {
    expect(read("started")).toEqual({
      kind: "started",
      requestId: "41",
      timeStamp: 1795249200123,
      url: "http://localhost:9001/put",
      method: "PUT",
      context: {
        tabId: 1,
        frameId: 17179869185,
        documentId: "b1b8ca8c-9b5b-4e5a-8b3b-3f4f4a6a2f0e",
        initiator: "http://localhost:9000",
        type: "xmlhttprequest",
        toldBy: "firefox",
      },
    });
  });

  it.each<[string, Partial<FirefoxDetails>, string | undefined]>([
    ["a page", {}, "http://localhost:9000"],
    ["a worker, by its script", { originUrl: "http://localhost:9000/worker.js", documentId: undefined }, "http://localhost:9000"],
    ["a blob worker", { originUrl: "http://localhost:9000/" }, "http://localhost:9000"],
    ["a service worker", { originUrl: "http://localhost:9000/sw.js", tabId: -1 }, "http://localhost:9000"],
    ["an opaque origin, of which Firefox says nothing", { originUrl: undefined, documentUrl: undefined }, undefined],
    ["a page from a file", { originUrl: "file:///page.html" }, "null"],
    ["only the document told", { originUrl: undefined }, "http://localhost:9000"],
  ])("name the origin of %s", (_, change, initiator) => {
    expect(contextOf(change)?.initiator).toBe(initiator);
  });

  it.each<[string, Partial<FirefoxDetails>, object]>([
    ["an ordinary tab", {}, {}],
    ["a container", { cookieStoreId: "firefox-container-3" }, { container: "firefox-container-3" }],
    ["a private window", { incognito: true, cookieStoreId: "firefox-private" }, { incognito: true }],
  ])("tell whose cookies %s uses", (_, change, place) => {
    const context = contextOf(change);
    expect({ incognito: context?.incognito, container: context?.container }).toEqual({
      incognito: undefined,
      container: undefined,
      ...place,
    });
    expect(firefox.place({ ...DETAILS, ...change })).toEqual(place);
  });

  it.each([
    ["beacon", "ping"],
    ["imageset", "image"],
    ["web_manifest", "other"],
    ["font", "font"],
  ])("call a %s a %s, as Chromium does", (type, name) => {
    expect(contextOf({ type })?.type).toBe(name);
  });

  it("know requests of extensions", () => {
    expect(
      firefox.isOwn({ ...DETAILS, originUrl: "moz-extension://77777777-2222-4333-8444-555555555555/_generated_background_page.html" }),
    ).toBe(true);
    expect(firefox.isOwn(DETAILS)).toBe(false);
    expect(firefox.isOwn({ ...DETAILS, originUrl: undefined, documentUrl: undefined })).toBe(false);
  });

  it("take a page for opened without a documentLifecycle", () => {
    expect(firefox.opensPage({ ...DETAILS, type: "main_frame" })).toBe(true);
    expect(firefox.opensPage({ ...DETAILS, type: "sub_frame" })).toBe(false);
  });

  it("keep merged fields merged, and drop every cookie of them", () => {
    const responseHeaders = [
      { name: "access-control-allow-origin", value: "http://a.test, *" },
      { name: "Set-Cookie", value: "a=s3cr3t\nb=s3cr3t2" },
    ];
    const event = read("answered", { statusCode: 200, statusLine: "HTTP/1.1 200 OK", responseHeaders });
    expect(event).toMatchObject({ status: 200, statusLine: "HTTP/1.1 200 OK" });
    expect(event?.kind === "answered" && event.headers[0]).toEqual(["access-control-allow-origin", "http://a.test, *"]);
    expect(JSON.stringify(event)).not.toContain("s3cr3t");
  });

  it("say whether a reply came from the cache, and from where", () => {
    expect(read("accepted", { statusCode: 200, fromCache: true, ip: "127.0.0.1" })).toMatchObject({ fromCache: true, ip: "127.0.0.1" });
    expect(read("accepted", { statusCode: 200, fromCache: false, ip: null })).not.toHaveProperty("ip");
  });

  it("keep the error as Firefox spells it", () => {
    expect(read("failed", { error: "NS_ERROR_CONNECTION_REFUSED" })).toMatchObject({
      kind: "failed",
      error: "NS_ERROR_CONNECTION_REFUSED",
    });
  });
});
