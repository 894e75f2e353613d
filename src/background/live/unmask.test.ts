import { describe, expect, it } from "vitest";
import { HandHost } from "./host.fixture";
import { acted, drawn } from "./live.fixture";

describe("unmask", () => {
  const get = drawn({ method: "GET", preflight: null });

  async function revealed(reply: Response) {
    const host = new HandHost();
    host.reply = () => reply;
    const { news } = await acted("unmask", get, {}, host);
    const last = news.at(-1);
    if (last?.step !== "unmasked") throw new Error(`unexpected ${last?.step}`);
    return { reply: last.reply, host };
  }

  it("fetches without cookies, referrer or cache, and tells what came", async () => {
    const headers = { "Content-Type": "text/plain", "X-Request-Id": "r-1", "X-Amzn-RequestId": "a-1", "X-Other": "no" };
    const { reply, host } = await revealed(new Response("<b>upstream timed out</b>", { status: 502, statusText: "Bad Gateway", headers }));
    expect(reply).toMatchObject({ status: 502, contentType: "text/plain", body: "<b>upstream timed out</b>", cutAt: null });
    expect(reply.marks).toEqual([
      ["x-amzn-requestid", "a-1"],
      ["x-request-id", "r-1"],
    ]);
    expect(host.sent[0]?.init).toMatchObject({
      method: "GET",
      credentials: "omit",
      redirect: "manual",
      cache: "no-store",
      referrerPolicy: "no-referrer",
    });
    expect(host.log).toEqual([]);
  });

  it.each([
    ["all of 64 kB", 65_536, null],
    ["no more than 64 kB", 65_537, 65_536],
    ["no more of an endless one", 900_000, 65_536],
  ] as const)("reads %s", async (_, size, cutAt) => {
    const { reply } = await revealed(new Response("a".repeat(size)));
    expect([reply.body.length, reply.cutAt]).toEqual([Math.min(size, 65_536), cutAt]);
  });

  it("reads any charset, and bytes that are none", async () => {
    const latin = new Response(new Uint8Array([0xe9, 0x41]), { headers: { "Content-Type": "text/plain; charset=iso-8859-1" } });
    expect((await revealed(latin)).reply.body).toBe("éA");
    const strange = new Response(new Uint8Array([0xff, 0x41]), { headers: { "Content-Type": "text/plain; charset=klingon" } });
    expect((await revealed(strange)).reply.body).toBe("\ufffdA");
  });

  it("says that it did not get through", async () => {
    const host = new HandHost();
    host.reply = () => Promise.reject(new TypeError("Failed to fetch"));
    expect((await acted("unmask", get, {}, host)).news.at(-1)).toEqual({ step: "unreachable", timeout: false, done: true });
  });
});
