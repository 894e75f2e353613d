import { randomUUID } from "node:crypto";
import { merge } from "../../src/core/remedy/merge";
import type { Policy, Snippet } from "../../src/core/remedy/policy";
import { stackById } from "../../src/core/remedy/stacks/registry";
import type { Browser, Sender } from "./browser";
import { sha256 } from "./place";
import type { LiveProof, Pieces, PitfallPair, Running, Survives } from "./proof";
import { type Shape, type ShapeName, shapeOf } from "./shapes";
import { holdTable } from "./table";

export interface Proven {
  readonly shapes: readonly ShapeName[];
  readonly survives: Survives;
}

/**
 * From blocked to allowed: the server before the recipe refuses in the browser, the product names a policy, its own rendering goes into the
 * server and nothing else, the same requests pass, strangers stay out, and without any of the lines that matter the request is blocked again.
 */
export async function proveLive(proof: LiveProof, browser: Browser, shapes: readonly ShapeName[]): Promise<Proven> {
  const policies = await blockedBefore(proof, browser, shapes.map(shapeOf));
  let survives: Survives = { e404: true, e500: true, vary: true };
  const passed: string[] = [];
  for (const [name, policy] of policies) {
    if (proof.refuses?.includes(name)) refusesTo(proof, policy);
    else survives = and(survives, await allowedAfter(proof, browser, shapeOf(name), policy, passed));
  }
  await saidAllowed(browser, passed);
  holdSurvival(proof, survives);
  const [widest, policy] = [...policies].findLast(([name]) => !proof.refuses?.includes(name)) ?? [];
  if (widest === undefined || policy === undefined) throw new Error("the recipe refuses every shape");
  const fast = proof.fast ? proof.needed : proof.needed.slice(0, 1);
  for (const line of fast) await blockedWithout(proof, browser, shapeOf(widest), policy, line);
  holdPairs(proof);
  for (const pair of proof.pitfalls ?? []) await provePitfall(proof, browser, pair);
  await browser.clear();
  return { shapes: shapes.filter((name) => !proof.refuses?.includes(name)), survives };
}

/** Every shape is refused, and the product's own remedy for that very exchange is the policy. */
async function blockedBefore(proof: LiveProof, browser: Browser, shapes: readonly Shape[]): Promise<Map<ShapeName, Policy>> {
  const sent: { shape: Shape; nonce: string }[] = [];
  await during(await proof.start(proof.broken ?? {}), async ({ origin }) => {
    for (const shape of shapes) {
      for (const sender of shape.from) {
        const nonce = newNonce();
        await expectBlocked(browser, sender, `${origin}/items?n=${nonce}`, shape, "before the recipe");
        sent.push({ shape, nonce });
      }
    }
  });
  const judged = await browser.judged(sent.map(({ nonce }) => nonce));
  const policies = shapes.map((shape): [ShapeName, Policy] => {
    const own = sent.filter((one) => one.shape === shape).map(({ nonce }) => judged.get(nonce)?._cors);
    const prescribed = own.map((cors) => {
      if (cors?.verdict !== "blocked") throw new Error(`the product says ${cors?.verdict} of a blocked ${shape.name}`);
      if (cors.remedy?.policy == null) throw new Error(`the product has no policy for ${shape.name}: ${cors.remedy?.summary}`);
      return cors.remedy.policy;
    });
    return [shape.name, merge(prescribed) as Policy];
  });
  return new Map(policies);
}

async function allowedAfter(proof: LiveProof, browser: Browser, shape: Shape, policy: Policy, passed: string[]): Promise<Survives> {
  const snippets = rendered(proof, policy);
  return during(await proof.start(piecesOf(snippets)), async (server) => {
    holdSame(server, snippets);
    for (const sender of shape.from) {
      passed.push(newNonce());
      const answer = await browser.send(sender, `${server.origin}/items?n=${passed.at(-1)}`, shape);
      if (!answer.startsWith("200 ")) throw new Error(`${shape.name} from ${sender} is still refused with the recipe: ${answer}`);
    }
    for (const sender of ["evil", "null"] as const) {
      await expectBlocked(browser, sender, `${server.origin}/items?n=${newNonce()}`, shape, "with the recipe");
    }
    return holdTable(server.port, policy, shape);
  });
}

/** The product, which named the policy, also sees that it was enough. */
async function saidAllowed(browser: Browser, nonces: readonly string[]): Promise<void> {
  for (const { request, _cors } of (await browser.judged(nonces)).values()) {
    if (_cors.verdict !== "allowed") throw new Error(`the product says ${_cors.verdict} of ${request.method} ${request.url}, which passed`);
  }
}

/** The widest request, from its first page, with one line of the snippets gone. A server that does not start without it proves nothing. */
async function blockedWithout(proof: LiveProof, browser: Browser, shape: Shape, policy: Policy, line: RegExp): Promise<void> {
  const pieces = Object.entries(piecesOf(rendered(proof, policy)));
  const matching = pieces.flatMap(([, text]) => text.split("\n")).filter((one) => line.test(one));
  if (matching.length !== 1) throw new Error(`${line} matches ${matching.length} lines of the snippets, expected one`);
  const without = pieces.map(
    ([slot, text]) =>
      [
        slot,
        text
          .split("\n")
          .filter((one) => one !== matching[0])
          .join("\n"),
      ] as const,
  );
  await during(await proof.start(Object.fromEntries(without)), async ({ origin }) => {
    await expectBlocked(browser, shape.from.at(-1) as Sender, `${origin}/items?n=${newNonce()}`, shape, `without "${matching[0]?.trim()}"`);
  });
}

/** The mistake is blocked, with the reason that the product names as the browser does; the recipe in its place is allowed. */
async function provePitfall(
  proof: LiveProof,
  browser: Browser,
  { id, shape: name, mistake, reason, path, moved }: PitfallPair,
): Promise<void> {
  const shape = shapeOf(name);
  const nonce = newNonce();
  await during(await proof.start(mistake(browser.originOf("app"))), ({ origin }) =>
    expectBlocked(browser, "app", `${origin}${path ?? "/items"}?n=${nonce}`, shape, `at the pitfall ${id}`),
  );
  const cors = (await browser.judged([nonce])).get(nonce)?._cors;
  if (cors?.reason !== reason)
    throw new Error(`the pitfall ${id} is ${cors?.verdict} with ${cors?.reason ?? cors?.unknowns.join()}, expected ${reason}`);
  if (cors.remedy?.policy == null) throw new Error(`the product has no policy for the pitfall ${id}`);
  const pieces = Object.entries(piecesOf(rendered(proof, cors.remedy.policy))).map(([slot, text]) => [moved?.[slot] ?? slot, text]);
  await during(await proof.start(Object.fromEntries(pieces)), async ({ origin }) => {
    const answer = await browser.send("app", `${origin}${path ?? "/items"}?n=${newNonce()}`, shape);
    if (answer.startsWith("TypeError")) throw new Error(`the recipe does not cure the pitfall ${id}: ${answer}`);
  });
}

/** A sentence that no run makes true is not said. */
function holdPairs({ stack, pitfalls = [] }: LiveProof): void {
  const said = stackById(stack)?.pitfalls.map(({ id }) => id) ?? [];
  const run = pitfalls.map(({ id }) => id);
  const odd = [...said.filter((id) => !run.includes(id)), ...run.filter((id) => !said.includes(id))];
  if (odd.length > 0) throw new Error(`pitfalls said and not run, or run and not said: ${odd.join(", ")}`);
}

function rendered({ stack }: LiveProof, policy: Policy): readonly Snippet[] {
  const result = stackById(stack)?.render(policy);
  if (result === undefined) throw new Error(`there is no recipe ${stack}`);
  if (!result.ok) throw new Error(`the recipe refuses: ${result.refusal}`);
  return result.snippets;
}

function refusesTo({ stack }: LiveProof, policy: Policy): void {
  if (stackById(stack)?.render(policy).ok !== false) throw new Error("the recipe renders a policy that the stack cannot say");
}

function piecesOf(snippets: readonly Snippet[]): Pieces {
  return Object.fromEntries(snippets.map(({ slot, text }) => [slot, text]));
}

/** What the server was started from is, byte for byte, what the product shows. */
function holdSame(server: Running, snippets: readonly Snippet[]): void {
  for (const { slot, text } of snippets) {
    const placed = server.placed.find((one) => one.slot === slot);
    if (placed?.sha256 !== sha256(text.endsWith("\n") ? text : `${text}\n`))
      throw new Error(`the text at ${slot} is not what was rendered`);
  }
}

function holdSurvival(proof: LiveProof, survives: Survives): void {
  for (const name of ["e404", "e500", "vary"] as const) {
    const expected = proof.survives?.[name] ?? true;
    if (survives[name] !== expected) throw new Error(`survives.${name} is ${survives[name]}, the proof says ${expected}`);
  }
}

async function expectBlocked(browser: Browser, sender: Sender, url: string, shape: Shape, when: string): Promise<void> {
  const answer = await browser.send(sender, url, shape);
  if (!answer.startsWith("TypeError")) throw new Error(`${shape.name} from ${sender} passes ${when}: ${answer}`);
}

async function during<T>(server: Running, use: (server: Running) => Promise<T>): Promise<T> {
  try {
    return await use(server);
  } finally {
    await server.stop();
  }
}

function and(a: Survives, b: Survives): Survives {
  return { e404: a.e404 && b.e404, e500: a.e500 && b.e500, vary: a.vary && b.vary };
}

function newNonce(): string {
  return randomUUID().slice(0, 8);
}
