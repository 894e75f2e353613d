import { describe, expect, it } from "vitest";
import { throughOwnBackend } from "./ownBackend";

describe("through the page's own server", () => {
  it("names the server that was called in every route", () => {
    const made = throughOwnBackend("https://api.stripe.com/v1/charges?key=1");
    if (!made.ok) expect.fail(made.refusal);
    expect(made.call).toBe('fetch("/other-api/v1/charges")');
    expect(made.routes.map(({ id }) => id)).toEqual(["vite", "webpack", "next", "nginx"]);
    for (const { snippets } of made.routes) expect(snippets.map(({ text }) => text).join()).toContain("https://api.stripe.com");
  });

  it("writes settings that a program reads as they are meant", () => {
    const made = throughOwnBackend("https://api.stripe.com/v1");
    if (!made.ok) expect.fail(made.refusal);
    const text = (id: string) => made.routes.find((route) => route.id === id)?.snippets[0]?.text ?? "";
    const read = (source: string) => new Function(`return ({ ${source} })`)();
    const proxy = read(text("vite")).server.proxy["/other-api"];
    expect(proxy.target).toBe("https://api.stripe.com");
    expect(proxy.rewrite("/other-api/v1/x")).toBe("/v1/x");
    expect(read(text("webpack")).devServer.proxy[0]).toMatchObject({ context: ["/other-api"], pathRewrite: { "^/other-api": "" } });
  });

  it.each(['http://a";evil();".example/', "http://a$b.example/", "data:text/plain,x", "not a url"])("refuses %s", (url) => {
    expect(throughOwnBackend(url)).toMatchObject({ ok: false });
  });
});
