import { randomUUID } from "node:crypto";
import type { Policy } from "../../src/core/remedy/policy";
import { stackById } from "../../src/core/remedy/stacks/registry";
import type { Browser } from "./browser";
import { sha256 } from "./place";
import type { DevProof, Running } from "./proof";
import { type ShapeName, shapeOf } from "./shapes";
import { upstream } from "./upstream";

const SHAPES: readonly ShapeName[] = ["get", "put-cookies"];

/**
 * A development proxy answers no preflight: it makes the call one of the page's own origin. The page is one that the development server
 * serves; what was blocked by its absolute URL passes by the path below the proxy, and the absolute URL stays blocked, as the recipe says.
 */
export async function proveDev(proof: DevProof, browser: Browser): Promise<readonly ShapeName[]> {
  // By number: the name that the browser is told is not known to the server.
  const api = `http://127.0.0.1:${await upstream()}`;
  const nonces = SHAPES.map(() => randomUUID().slice(0, 8));
  await onItsPage(proof, browser, {}, async (server) => {
    for (const [index, name] of SHAPES.entries()) {
      holdBlocked(await browser.send("dev", `${api}/items?n=${nonces[index]}`, shapeOf(name)), `${name} before the recipe`);
      const answer = await browser.send("dev", `${server.origin}/api/items`, shapeOf(name));
      if (answer.startsWith("200 ")) throw new Error(`the proxy's path answers before there is a proxy: ${answer}`);
    }
  });
  const judged = await browser.judged(nonces);
  for (const [index, name] of SHAPES.entries()) {
    const policy = judged.get(nonces[index] as string)?._cors.remedy?.policy;
    if (policy == null) throw new Error(`the product has no policy for ${name}`);
    await allowedBelowTheProxy(proof, browser, name, policy, api);
  }
  await browser.clear();
  return SHAPES;
}

async function allowedBelowTheProxy(proof: DevProof, browser: Browser, name: ShapeName, policy: Policy, api: string): Promise<void> {
  const rendered = stackById(proof.stack)?.render(policy, api);
  if (rendered?.ok !== true) throw new Error("the recipe refuses");
  await onItsPage(proof, browser, Object.fromEntries(rendered.snippets.map(({ slot, text }) => [slot, text])), async (server) => {
    for (const { slot, text } of rendered.snippets) {
      if (server.placed.find((one) => one.slot === slot)?.sha256 !== sha256(text))
        throw new Error(`the text at ${slot} is not what was rendered`);
    }
    const answer = await browser.send("dev", `${server.origin}/api/items`, shapeOf(name));
    if (answer !== '200 {"from":"upstream"}') throw new Error(`${name} does not reach the server through the proxy: ${answer}`);
    holdBlocked(await browser.send("dev", `${api}/items?n=${randomUUID().slice(0, 8)}`, shapeOf(name)), `${name} past the proxy`);
  });
}

async function onItsPage(
  proof: DevProof,
  browser: Browser,
  pieces: Readonly<Record<string, string>>,
  use: (server: Running) => Promise<void>,
) {
  const server = await proof.start(pieces);
  try {
    await browser.open("dev", `${server.origin}${proof.page}`);
    await use(server);
  } finally {
    await server.stop();
  }
}

function holdBlocked(answer: string, what: string): void {
  if (!answer.startsWith("TypeError")) throw new Error(`${what} passes: ${answer}`);
}
