import { afterEach, beforeEach, expect, it, vi } from "vitest";

const browser = vi.hoisted(() => ({
  runtime: { id: "own" as string | undefined, connect: () => ({}) as unknown, lastError: undefined as unknown },
}));
vi.mock("./browser", () => ({ browser }));
const { connectToBackground } = await import("./port");

type Listener = (message?: unknown) => void;

/** A port whose other end the test holds. */
function port() {
  const gone: Listener[] = [];
  const taken: Listener[] = [];
  const sent: unknown[] = [];
  return {
    onMessage: { addListener: (listener: Listener) => taken.push(listener) },
    onDisconnect: { addListener: (listener: Listener) => gone.push(listener) },
    postMessage: (message: unknown) => sent.push(message),
    sent,
    drop: () => {
      for (const listener of gone) listener();
    },
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("comes back when the worker went, with what was asked meanwhile, and reads why the port closed", async () => {
  const [first, second] = [port(), port()];
  const read = vi.fn();
  Object.defineProperty(browser.runtime, "lastError", { configurable: true, get: read });
  browser.runtime.connect = vi.fn().mockReturnValueOnce(first).mockReturnValueOnce(second);
  const transport = connectToBackground();
  const heard: string[] = [];
  transport.listen({ message: () => undefined, connected: () => heard.push("connected"), disconnected: () => heard.push("lost") });
  await vi.advanceTimersByTimeAsync(0);
  first.drop();
  expect(read).toHaveBeenCalled();
  transport.send({ kind: "clear", subject: "all" });
  await vi.advanceTimersByTimeAsync(100);
  expect(heard).toEqual(["connected", "lost", "connected"]);
  expect(second.sent).toEqual([{ kind: "clear", subject: "all" }]);
});

it("says once that the extension was updated under it, and asks no more", async () => {
  const only = port();
  const connect = vi.fn().mockReturnValueOnce(only);
  browser.runtime.connect = connect;
  const transport = connectToBackground();
  const outdated = vi.fn();
  transport.listen({ message: () => undefined, connected: () => undefined, disconnected: () => undefined, outdated });
  await vi.advanceTimersByTimeAsync(0);
  browser.runtime.id = undefined;
  connect.mockImplementation(() => {
    throw new Error("Extension context invalidated.");
  });
  only.drop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(outdated).toHaveBeenCalledTimes(1);
  expect(connect).toHaveBeenCalledTimes(2);
  expect(vi.getTimerCount()).toBe(0);
});
