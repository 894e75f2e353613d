/** What only its shape tells. */
export type ShapeKind = "token" | "email" | "random";
export type SecretKind = "credential" | "named" | ShapeKind;
export type SecretPlace = "header" | "userinfo" | "path" | "query" | "fragment";

/** A value that should not leave with a report, and where it stood. */
export interface Secret {
  readonly kind: SecretKind;
  readonly where: SecretPlace;
  /** Of the header or the parameter; empty for a piece of a path. */
  readonly name: string;
  readonly value: string;
}

/** Answers with what stands in the value's place. */
export type Found = (secret: Secret) => string;
