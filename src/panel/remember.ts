/**
 * Choices of taste survive in localStorage, their keys begin with `corscope.`. It may be forbidden or full, and then they are simply not
 * remembered.
 */
const PREFIX = "corscope.";

/**
 * What is remembered while a private tab is shown. In a private window both browsers keep the storage of our pages in memory themselves; in
 * Firefox an ordinary tab may show a private one, and its storage is on disk.
 */
let memory: Map<string, string> | null = null;

/** From now on nothing that is remembered reaches a disk; false ends that, and forgets it. */
export function rememberInMemory(wanted: boolean): void {
  memory = wanted ? (memory ?? new Map()) : null;
}

export function recall(key: string): string | null {
  return memory?.get(key) ?? read(() => localStorage, key);
}

export function remember(key: string, value: string): void {
  write(() => localStorage, key, value);
}

export function forget(key: string): void {
  memory?.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // Then nothing was remembered either.
  }
}

/** What is remembered under keys that begin so, sorted by key. */
export function recallAll(prefix: string): readonly (readonly [key: string, value: string])[] {
  return [...new Set([...storedKeys(), ...(memory?.keys() ?? [])])]
    .filter((key) => key.startsWith(prefix))
    .sort()
    .map((key) => [key, recall(key) ?? ""] as const);
}

export function forgetEverything(): void {
  for (const [key] of recallAll(PREFIX)) forget(key);
}

/** What belongs to this panel only, and ends with it. */
export function recallForSession(key: string): string | null {
  return memory?.get(key) ?? read(() => sessionStorage, key);
}

export function rememberForSession(key: string, value: string): void {
  write(() => sessionStorage, key, value);
}

function storedKeys(): string[] {
  try {
    return Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
  } catch {
    return [];
  }
}

/** `storage` is a function, since even to name it may be forbidden. */
function read(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

function write(storage: () => Storage, key: string, value: string): void {
  if (memory !== null) {
    memory.set(key, value);
    return;
  }
  try {
    storage().setItem(key, value);
  } catch {
    // Nothing is lost but a preference, or what can be typed again.
  }
}
