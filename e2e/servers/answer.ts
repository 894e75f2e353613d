import type { IncomingMessage, ServerResponse } from "node:http";
import { expand, LARGE } from "./scenarios/expand";
import type { Origins, Reply, Scenario } from "./scenarios/scenario";

export interface Address {
  readonly scenario: Scenario;
  readonly hop: number;
  readonly n: string;
  /** The reply's body is filled up with spaces, the whole chain's. */
  readonly large: boolean;
}

/** What the table has for this request; undefined where the scenario foresees none. */
export function replyFor(method: string | undefined, { scenario, hop }: Address): Reply | undefined {
  const replies = scenario.hops[hop];
  return method === "OPTIONS" ? replies?.preflight : replies?.reply;
}

const MEGABYTE = 1 << 20;
const BODILESS = new Set([204, 304]);

/** Plays one reply exactly as the table has it. Raw pairs keep same-named fields apart and spelled as written. */
export function play(
  reply: Reply,
  { scenario, hop, n, large }: Address,
  origins: Origins,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  request.resume();
  if (reply.broken === "silent") return;
  if (reply.broken === "empty") {
    request.socket.end();
    return;
  }
  const text = reply.body ?? "ok";
  const body = Buffer.from(BODILESS.has(reply.status) ? "" : large ? text.padEnd(MEGABYTE) : text);
  const raw = reply.headers.flatMap(([name, value]) => [
    name,
    expand(large ? value.replace("{next}", `{next}${LARGE}`) : value, scenario, origins, n, hop),
  ]);
  if (!BODILESS.has(reply.status)) raw.push("Content-Length", String(body.length + (reply.broken === "cut" ? 64 : 0)));
  response.writeHead(reply.status, raw);
  if (reply.broken === "cut") response.write(body, () => request.socket.end());
  else response.end(body);
}
