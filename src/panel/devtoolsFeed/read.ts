/** Values of unknown shape, field by field. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** "" for what is no text or too long to be meant. */
export const textOf = (value: unknown, longest: number): string => (typeof value === "string" && value.length <= longest ? value : "");

export const numberOf = (value: unknown): number | null => (typeof value === "number" && Number.isFinite(value) ? value : null);
