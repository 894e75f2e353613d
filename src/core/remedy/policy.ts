import type { Diagnosis } from "../diagnosis/diagnosis";
import type { Exchange } from "../exchange/exchange";
import type { HeaderList } from "../exchange/networkEvent";
import type { Language } from "./encode/lit";

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

/** A piece of a recipe: what goes into one place of one file. */
export interface Snippet {
  /** The usual name of the file: `server.js`, `nginx.conf`. */
  readonly file: string;
  /** Where in it: "before every other app.use and every route", "inside http { }". */
  readonly where: string;
  readonly language: Language;
  readonly text: string;
  /** Kebab-case. The base application that proves the recipe marks this place with `CORSCOPE:slot` in a comment. */
  readonly slot: string;
}

export type Rendered =
  | { readonly ok: true; readonly snippets: readonly Snippet[] }
  /** `tryInstead`: id of a stack that can say what this one cannot. */
  | { readonly ok: false; readonly refusal: string; readonly tryInstead?: string };

/** What goes wrong with this stack although the recipe is right. */
export interface Pitfall {
  /** Kebab-case; the proof of the stack has a pair of runs of this name, one blocked and one allowed. */
  readonly id: string;
  readonly text: string;
  /** True when this exchange shows its sign. */
  readonly seen?: (exchange: Exchange, diagnosis: Diagnosis) => boolean;
}

/** Where the recipe goes: into the application, before it, into a provider's settings, into a development server; `plain` is no server. */
export type Family = "app" | "proxy" | "cloud" | "dev" | "plain";

/** A recipe that renders a policy for one server stack. */
export interface Stack {
  /** Stable id, kebab-case: `express-cors`, `node-http`, `nginx`, `headers`. */
  readonly id: string;
  readonly title: string;
  readonly family: Family;
  /** Of its first snippet. */
  readonly language: Language;
  /** What to install first, as a shell line; empty when nothing. */
  readonly install: string;
  /** The order that matters, in a sentence or two; each snippet says its own place as well. */
  readonly placement: string;
  /** How the change takes effect: a sentence, with commands in backticks. */
  readonly restart: string;
  readonly docs: string;
  readonly pitfalls: readonly Pitfall[];
  /** 0 to 1: how much a reply looks like this stack's, by Server, Via, X-Powered-By and habits. Only an order: a wrong guess costs one click. */
  readonly likely?: (reply: HeaderList) => number;
  /** `server`: origin that was called, where a request says it; only what stands between page and server asks for it. */
  render(policy: Policy, server?: string): Rendered;
}
