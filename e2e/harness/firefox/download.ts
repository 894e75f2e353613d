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
  return await until("a download", () => {
    const fresh = readdirSync(folder).filter((name) => !before.has(name));
    // Firefox writes into a .part beside an empty file of the final name; before both it makes an empty file of a random name, and removes it.
    if (fresh.some((name) => name.endsWith(".part"))) return null;
    return fresh.map((fileName) => ({ fileName, text: textOf(join(folder, fileName)) })).find(({ text }) => text !== "");
  });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return ""; // removed since it was listed
    throw error;
  }
}
