import type { Policy, Snippet } from "../../src/core/remedy/policy";
import type { ShapeName } from "./shapes";

/**
 * How far a recipe was proven. `live`: the real server; `emulator`: the provider's own local stand-in, or its engine; `model`: our stand-in
 * for what cannot run here; `schema`: held against the provider's schema; `syntax`: parsed by the language; `docs`: read only.
 */
export type ProofKind = "live" | "emulator" | "model" | "schema" | "syntax" | "docs";

/** Text by the slot of the base application that it goes into. */
export type Pieces = Readonly<Record<string, string>>;

/** A server that runs; what it was started from is on disk in `folder`. */
export interface Running {
  /** `http://api.test:PORT` */
  readonly origin: string;
  readonly port: number;
  readonly placed: readonly Placed[];
  stop(): Promise<void>;
}

/** A piece as it stands on disk, so that what ran is known to be what was rendered. */
export interface Placed {
  readonly slot: string;
  readonly sha256: string;
}

/** What a request can still read when things go wrong; recorded from the run. */
export interface Survives {
  /** A reply 404 for a path that no route takes carries the headers. */
  readonly e404: boolean;
  /** So does the reply to an exception that nobody catches. */
  readonly e500: boolean;
  /** `Vary: Origin` also stands on replies to origins that are not allowed. */
  readonly vary: boolean;
}

/** A sentence that the product says about a stack, with the run that makes it true. */
export interface PitfallPair {
  /** Id of the pitfall of the stack. */
  readonly id: string;
  readonly shape: ShapeName;
  /** The usual mistake, by slot; `app` is the page's origin. A base application may hold slots that only mistakes use. */
  mistake(app: string): Pieces;
  /** The browser's reason under the mistake. */
  readonly reason: string;
  readonly path?: string;
  /** Where the recipe's own places are not the cure: its slots, renamed. */
  readonly moved?: Readonly<Record<string, string>>;
}

interface Common {
  /** Id of the recipe in `STACKS`. */
  readonly stack: string;
  /** Looks for the toolchain and installs what is missing, with one line that says so. Throws where that is not possible. */
  needs(): Promise<void> | void;
  /** "Express 5.3.0, cors 2.8.6". Asked after `needs`. */
  version(): Promise<string> | string;
}

/** Proven by a browser that goes from blocked to allowed. */
export interface LiveProof extends Common {
  readonly kind: "live" | "emulator" | "model";
  /** Starts in about a second: proven with every shape and every line; slower ones with the two widest shapes. */
  readonly fast: boolean;
  /** The shapes of a stack whose every start is costly; those of `fast` unless said otherwise. */
  readonly shapes?: readonly ShapeName[];
  start(pieces: Pieces): Promise<Running>;
  /** What the server is configured with before the recipe; nothing unless said otherwise. */
  readonly broken?: Pieces;
  /** Lines without which the widest request is blocked again; each must match one line of the snippets. */
  readonly needed: readonly RegExp[];
  /** Where the stack's own limits show; a run that differs either way fails. True unless said otherwise. */
  readonly survives?: Partial<Survives>;
  /** Replies of a refused preflight may have any status; those of an allowed one are 2xx. */
  readonly pitfalls?: readonly PitfallPair[];
  /** Shapes that the stack cannot say: its render has to refuse them. */
  readonly refuses?: readonly ShapeName[];
}

/** Held against a schema, a parser or nothing: `check` throws a sentence where a snippet does not hold. */
export interface StaticProof extends Common {
  readonly kind: "schema" | "syntax" | "docs";
  check(snippets: readonly Snippet[], policy: Policy): Promise<void> | void;
}

/** A development server that hands requests on: the page is its own. Its one pitfall, the absolute URL, is part of the proof. */
export interface DevProof extends Common {
  readonly kind: "live";
  readonly dev: true;
  /** Path of something that the server itself serves, to call from. An error page will not do: its Content-Security-Policy forbids calls. */
  readonly page: string;
  start(pieces: Pieces): Promise<Running>;
}

export type Proof = LiveProof | DevProof | StaticProof;

export function isDev(proof: Proof): proof is DevProof {
  return "dev" in proof;
}

export function isLive(proof: Proof): proof is LiveProof {
  return !isDev(proof) && (proof.kind === "live" || proof.kind === "emulator" || proof.kind === "model");
}
