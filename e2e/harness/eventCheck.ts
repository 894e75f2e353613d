import { fileURLToPath } from "node:url";
import type { HeaderList, NetworkEvent } from "../../src/core/exchange/networkEvent";
import { asEvents } from "../servers/asEvents";
import { SCENARIOS } from "../servers/scenarios/table";
import { startServers } from "../servers/startServers";
import { launch } from "./launch";
import { oracle } from "./oracle";

/**
 * Plays the whole table in a browser with a probe extension and holds what webRequest showed against `asEvents`.
 * `npx tsx e2e/harness/eventCheck.ts [id ...]`
 */

/** As far as it is compared; the browser adds headers that no diagnosis reads. */
const COMPARED =
  /^(origin|cookie|sec-fetch-.*|access-control-.*|authorization|content-type|location|vary|x-.*|www-authenticate|cross-origin-resource-policy)$/i;

interface Raw {
  readonly name: string;
  readonly details: {
    readonly requestId: string;
    readonly timeStamp: number;
    readonly url: string;
    readonly method: string;
    readonly type: string;
    readonly tabId: number;
    readonly frameId: number;
    readonly initiator?: string;
    readonly statusCode?: number;
    readonly error?: string;
    readonly requestHeaders?: readonly { readonly name: string; readonly value?: string }[];
    readonly responseHeaders?: readonly { readonly name: string; readonly value?: string }[];
  };
}

const sorted = (headers: HeaderList): string =>
  headers
    .filter(([name]) => COMPARED.test(name))
    .map(([name, value]) => `${name}: ${/^cookie$/i.test(name) ? "*" : value}`)
    .sort((a, b) => a.localeCompare(b))
    .join("; ");

/** One line per event; request ids are numbered in the order of their appearance. */
function drawModel(events: readonly NetworkEvent[]): string[] {
  const number = numbering();
  return events.map((event) => {
    const head = `${number(event.requestId)} ${event.kind}`;
    switch (event.kind) {
      case "started":
        return `${head} ${event.method} ${event.url} ${event.context.type} ${event.context.initiator} ${event.context.frameId === 0 ? "top" : "sub"}`;
      case "sent":
        return `${head} ${sorted(event.headers)}`;
      case "answered":
        return `${head} ${event.status} ${sorted(event.headers)}`;
      case "accepted":
        return `${head} ${event.status}`;
      case "failed":
        return `${head} ${event.error}`;
      default:
        return head;
    }
  });
}

function drawRaw(seen: readonly Raw[]): string[] {
  const number = numbering();
  return seen.flatMap(({ name, details }) => {
    const id = number(details.requestId);
    const pairs = (list: Raw["details"]["requestHeaders"]) => (list ?? []).map((header) => [header.name, header.value ?? ""] as const);
    switch (name) {
      case "onBeforeRequest":
        return `${id} started ${details.method} ${details.url} ${details.type} ${details.initiator} ${details.frameId === 0 ? "top" : "sub"}`;
      case "onSendHeaders":
        return `${id} sent ${sorted(pairs(details.requestHeaders))}`;
      case "onHeadersReceived":
        return `${id} answered ${details.statusCode} ${sorted(pairs(details.responseHeaders))}`;
      case "onResponseStarted":
        return `${id} accepted ${details.statusCode}`;
      case "onErrorOccurred":
        return `${id} failed ${details.error}`;
      default:
        return [];
    }
  });
}

function numbering(): (id: string) => number {
  const known: string[] = [];
  return (id) => {
    if (!known.includes(id)) known.push(id);
    return known.indexOf(id);
  };
}

async function main(wanted: readonly string[]): Promise<number> {
  const scenarios = SCENARIOS.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
  const servers = await startServers();
  const browser = await launch({
    extensionDir: fileURLToPath(new URL("./probe", import.meta.url)),
    resolverRules: servers.resolverRules,
    extraArgs: servers.chromiumArgs,
    keepDefaultFeatures: true,
  });
  let good = 0;
  try {
    const ear = await oracle(browser.context, browser.page);
    for (const [index, scenario] of scenarios.entries()) {
      const url = servers.pageUrl(scenario);
      if (!browser.page.url().startsWith(url)) {
        await browser.page.goto(url);
        await browser.page.locator("html[data-ready]").waitFor();
      }
      const n = `events${index}`;
      await browser.page.evaluate(({ id, nonce }) => window.playground?.run(id, nonce), { id: scenario.id, nonce: n });
      await ear.finished(`/s/${scenario.id}/0?n=${n}`);
      const seen = await browser.serviceWorker.evaluate(
        (part) => (globalThis as unknown as { seen: Raw[] }).seen.filter(({ details }) => details.url.includes(part)),
        `n=${n}`,
      );
      // The page's own "/seen" of the aborted scenario is no part of it.
      const real = drawRaw(seen.filter(({ details }) => new URL(details.url).pathname.startsWith("/s/")));
      const model = drawModel(asEvents(scenario, { origins: servers.origins, n }));
      const agrees = real.join("\n") === model.join("\n");
      if (agrees) good += 1;
      else
        console.log(
          `NO ${scenario.id}\n${real.map((line) => `   browser ${line}`).join("\n")}\n${model.map((line) => `   model   ${line}`).join("\n")}`,
        );
    }
  } finally {
    await browser.close();
    await servers.close();
  }
  console.log(`${good}/${scenarios.length} scenarios show the events that asEvents tells`);
  return good === scenarios.length ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
