import { spawn } from "node:child_process";
import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { gone } from "./gone";

const started: ReturnType<typeof spawn>[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill();
});

/** What lives on with a profile on its command line, as the children of a browser do. */
async function living(profile: string): Promise<ReturnType<typeof spawn>> {
  const child = spawn(process.execPath, [
    "-e",
    "console.log(1); setInterval(() => {}, 1000)",
    "--",
    `--user-data-dir=${profile}`,
    "--last",
  ]);
  started.push(child);
  await once(child.stdout, "data");
  return child;
}

test("a browser is gone when the last process with its profile is", async () => {
  const child = await living("/nowhere/profile");
  const order: string[] = [];
  const waited = gone("/nowhere/profile").then(() => order.push("gone"));
  await setImmediate();
  order.push("killed");
  child.kill();
  await waited;
  expect(order).toEqual(["killed", "gone"]);
});

test("a browser with another profile is not waited for", async () => {
  await living("/nowhere/profile2");
  await gone("/nowhere/profile");
});
