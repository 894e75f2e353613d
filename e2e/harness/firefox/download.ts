import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../poll";

export interface Downloaded {
  readonly fileName: string;
  readonly text: string;
}

/** What `act` makes Firefox download into this folder, once it is whole. */
export async function downloadInto(folder: string, act: () => Promise<void>): Promise<Downloaded> {
  const before = new Set(readdirSync(folder));
  await act();
  const fileName = await until("a download", () => {
    const fresh = readdirSync(folder).filter((name) => !before.has(name));
    // Firefox writes into a .part beside an empty file of the final name.
    return fresh.some((name) => name.endsWith(".part")) ? null : fresh[0];
  });
  const path = join(folder, fileName);
  const text = await until("the downloaded text", () => readFileSync(path, "utf8") || null);
  return { fileName, text };
}
