/** How repeats are shown: each alone, three or more in a row as one line, or wherever they stand. */
export const GROUPINGS = ["off", "runs", "all"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** How many repeats become one line. Two in a row are read faster than a line that has to be opened. */
export const GROUP_FROM: Readonly<Record<Grouping, number>> = { off: Number.POSITIVE_INFINITY, runs: 3, all: 2 };

/** `?page=2&sort=` becomes `?page=…&sort=`: names say what is asked, values change from request to request. */
export function withoutValues(path: string): string {
  const at = path.indexOf("?");
  return at < 0 ? path : path.slice(0, at + 1) + path.slice(at + 1).replace(/=[^&]+/gu, "=…");
}

interface Repeatable {
  readonly id: string;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly verdict: string;
  readonly reason: string;
  readonly scheme: string;
  readonly origin: string;
}

/** Equal for exchanges that say the same thing again. What is still under way is like nothing else: nobody knows yet what it says. */
export function kinOf({ id, method, scheme, host, path, verdict, reason, origin }: Repeatable): string {
  if (verdict === "pending") return `pending ${id}`;
  return `${method} ${scheme}//${host}${withoutValues(path)} ${verdict} ${reason} ${origin}`;
}
