import type { Proof } from "./proof";
import { expressCors, expressManual } from "./proofs/express";
import { nginx } from "./proofs/nginx";
import { nodeHttp } from "./proofs/nodeHttp";

/** Every proof, by stack. To add one: a file in proofs/, an import and a row (a line each), a base application in e2e/servers/stacks. */
export const PROOFS: readonly Proof[] = [
  expressCors,
  expressManual,
  nginx,
  nodeHttp, //
];
