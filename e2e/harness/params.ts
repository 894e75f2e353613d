/** Parameters of a protocol event, read without trusting their shape. */
export type Params = Readonly<Record<string, unknown>>;

export const asParams = (value: unknown): Params => (typeof value === "object" && value !== null ? (value as Params) : {});
