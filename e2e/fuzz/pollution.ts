const SHARED: Readonly<Record<string, object>> = {
  Object: Object.prototype,
  Array: Array.prototype,
  String: String.prototype,
  Function: Function.prototype,
  Map: Map.prototype,
  RegExp: RegExp.prototype,
};

const shape = (shared: object): string => Reflect.ownKeys(shared).map(String).join(" ");

/** What all objects share, before and after: a name such as `__proto__` must stay a name. */
export class Pollution {
  readonly #before = Object.entries(SHARED).map(([name, shared]) => [name, shared, shape(shared)] as const);

  problems(): string[] {
    return this.#before.filter(([, shared, before]) => shape(shared) !== before).map(([name]) => `${name}.prototype was changed`);
  }
}
