/** Something that began at a moment. */
export interface Begun {
  readonly startedAt: number;
}

/** `alone`: nothing else was like it. `order`: several identical ones ran at once, and their order of start told them apart. */
export type Found<S> = { readonly by: "alone" | "order"; readonly seen: S } | { readonly by: "nobody"; readonly candidates: readonly S[] };

/**
 * How far apart the two clocks' words for one start may be, the narrowest first: what fits closely is taken before what fits loosely. Two of
 * these names of one moment are normally some milliseconds apart, under load more.
 */
const REACHES_MS = [40, 250, 800];

/**
 * Which of DevTools' entries is which request of the recorder, all with one method and URL, each list in order of start. No id is shared. Where
 * as many of the one as of the other lie together, their order tells; where their numbers differ, nobody can tell, and that is what is said.
 */
export function pairUp<R extends Begun, S extends Begun>(requests: readonly R[], entries: readonly S[]): Map<R, Found<S>> {
  const found = new Map<R, Found<S>>();
  let left: readonly R[] = requests;
  let free: readonly S[] = entries;
  for (const reach of REACHES_MS) {
    const loneRequests: R[] = [];
    const loneEntries: S[] = [];
    for (const { ours, theirs } of clusters(left, free, reach)) {
      if (theirs.length === 0) loneRequests.push(...ours);
      else if (ours.length === 0) loneEntries.push(...theirs);
      else if (ours.length === theirs.length) {
        const by = ours.length === 1 ? "alone" : "order";
        ours.forEach((request, index) => {
          found.set(request, { by, seen: theirs[index] as S });
        });
      } else for (const request of ours) found.set(request, { by: "nobody", candidates: theirs });
    }
    left = loneRequests;
    free = loneEntries;
  }
  return found;
}

interface Cluster<R, S> {
  readonly ours: R[];
  readonly theirs: S[];
}

/** Runs in which each neighbour begins within reach of the one before. */
function clusters<R extends Begun, S extends Begun>(requests: readonly R[], entries: readonly S[], reach: number): Cluster<R, S>[] {
  const all: Cluster<R, S>[] = [];
  let last = Number.NEGATIVE_INFINITY;
  let ours = 0;
  let theirs = 0;
  while (ours < requests.length || theirs < entries.length) {
    const request = requests[ours];
    const entry = entries[theirs];
    const isOurs = entry === undefined || (request !== undefined && request.startedAt <= entry.startedAt);
    const { startedAt } = (isOurs ? request : entry) as Begun;
    if (startedAt - last > reach) all.push({ ours: [], theirs: [] });
    last = startedAt;
    const cluster = all.at(-1) as Cluster<R, S>;
    if (isOurs) {
      cluster.ours.push(request as R);
      ours += 1;
    } else {
      cluster.theirs.push(entry as S);
      theirs += 1;
    }
  }
  return all;
}
