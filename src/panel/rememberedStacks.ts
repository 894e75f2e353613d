import { recall, remember } from "./remember";

/** Under this key the last choice of a server stands, under `corscope.stack:HOST` the choice for one host. */
export const STACK_KEY = "corscope.stack";

export function recallStack(host: string): string | null {
  return recall(`${STACK_KEY}:${host}`) ?? recall(STACK_KEY);
}

export function rememberStack(host: string, id: string): void {
  if (host !== "") remember(`${STACK_KEY}:${host}`, id);
  remember(STACK_KEY, id);
}
