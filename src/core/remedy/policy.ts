/**
 * A CORS policy: what a server has to say so that an exchange passes. Field names are those of `docs/contract.md`. Every value in it has been
 * parsed as what it is (a serialised origin, a token): nothing that a page sent reaches a snippet unparsed.
 */
export interface Policy {
  /** Serialised origins; or exactly `["*"]`. Never `"null"`. */
  readonly allowedOrigins: readonly string[];
  /** Methods beyond the CORS-safelisted GET, HEAD, POST, in the spelling that is matched. */
  readonly allowedMethods: readonly string[];
  /** Lower-case header names, sorted. */
  readonly allowedHeaders: readonly string[];
  readonly exposedHeaders: readonly string[];
  readonly allowCredentials: boolean | "unknown";
  /** Seconds; absent where no preflight is involved. */
  readonly maxAge?: number;
  /** True where the value follows the request's Origin, so that caches must keep replies apart. */
  readonly vary: boolean;
  /** Where each element comes from: `{ "allowedMethods.PUT": "Access-Control-Request-Method of the preflight" }`. */
  readonly provenance: Readonly<Record<string, string>>;
}

export type Party = "server" | "client" | "proxy" | "nobody";

/** Who has to act and what has to be said, before any header is thought of. */
export interface Plan {
  readonly party: Party;
  /** False when no CORS header can cure it; then `summary` is the whole remedy in a sentence. */
  readonly headersHelp: boolean;
  readonly summary: string;
  readonly advice: readonly string[];
}

/** What to do about a blocked exchange. */
export interface Remedy {
  readonly party: Party;
  /** True when the server is on another registrable site than the page, so probably somebody else's. */
  readonly thirdParty: boolean;
  /** One sentence: "Let `https://app.test` call `http://api.test` with PUT." */
  readonly summary: string;
  /** Null when no header cures it; then `advice` says what does. */
  readonly policy: Policy | null;
  /** Short paragraphs that a snippet alone does not say (a 404 behind the preflight, a redirect to call directly ...). */
  readonly advice: readonly string[];
}

/** A recipe that renders a policy for one server stack. */
export interface Stack {
  /** Stable id, kebab-case: `express-cors`, `node-http`, `nginx`, `headers`. */
  readonly id: string;
  readonly title: string;
  readonly language: "javascript" | "nginx" | "http" | "shell";
  /** What to install first, as a shell line; empty when nothing. */
  readonly install: string;
  /** Where the text goes and what to restart, one or two sentences. */
  readonly placement: string;
  readonly docs: string;
  render(policy: Policy): Rendered;
}

export type Rendered = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly refusal: string };
