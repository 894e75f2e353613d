/**
 * Choices of taste survive in localStorage, their keys begin with `corscope.`. It may be forbidden or full, and then they are simply not
 * remembered.
 */
const PREFIX = "corscope.";

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing is lost but a preference.
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Then nothing was remembered either.
  }
}

/** What is remembered under keys that begin so, sorted by key. */
export function recallAll(prefix: string): readonly (readonly [key: string, value: string])[] {
  try {
    const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
    return keys
      .filter((key) => key.startsWith(prefix))
      .sort()
      .map((key) => [key, localStorage.getItem(key) ?? ""] as const);
  } catch {
    return [];
  }
}

export function forgetEverything(): void {
  for (const [key] of recallAll(PREFIX)) forget(key);
}

/** What belongs to this panel only, and ends with it. */
export function recallForSession(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

export function rememberForSession(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // Nothing is lost but what can be typed again.
  }
}
