import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Zippable, zipSync } from "fflate";

/** The earliest that a zip can say, as local time: fflate writes the local clock, and so every time zone writes the same. */
const EPOCH = new Date(1980, 0, 1);

/** Changes of a file on its way into the archive, by its path. */
export type Changes = Readonly<Record<string, (text: string) => string>>;

/** A folder as a zip: the same bytes for the same files, wherever and whenever. */
export function zipFolder(folder: string, changes: Changes = {}): Uint8Array {
  const files: Zippable = {};
  for (const path of filesUnder(folder)) {
    const bytes = readFileSync(join(folder, path));
    const change = changes[path];
    // 3: Unix, with the one mode for all files whatever the umask was.
    files[path] = [
      change === undefined ? bytes : new TextEncoder().encode(change(bytes.toString("utf8"))),
      { os: 3, attrs: 0o100644 << 16 },
    ];
  }
  return zipSync(files, { mtime: EPOCH, level: 9 });
}

/** With `/` between names, in the order of code units: no locale decides. */
function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}
