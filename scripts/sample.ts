import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { asEvents, EXAMPLE_ORIGINS } from "../e2e/servers/asEvents";
import { SCENARIOS } from "../e2e/servers/scenarios/table";
import { assemble } from "../src/core/exchange/assemble";
import type { Exchange } from "../src/core/exchange/exchange";
import type { NetworkEvent } from "../src/core/exchange/networkEvent";
import type { Report } from "../src/core/report/harTypes";
import { toHar } from "../src/core/report/toHar";

/**
 * `npm run sample` writes the recording that an empty panel offers: scenarios of the table, as the browser shows them, through the product's
 * own export. Their test paths become addresses that a reader could meet; nothing else is touched.
 */
export const SAMPLE_FILE = join(import.meta.dirname, "../src/panel/sample.json");

export const SAMPLED = [
  { id: "pass-put-cached", path: "/v1/cart" },
  { id: "allow-origin-other-port", path: "/v1/products?page=1" },
  { id: "missing-allow-origin", path: "/v1/prices" },
  { id: "credentials-wildcard", path: "/v1/me" },
  { id: "method-and-header", path: "/v1/orders/1042" },
  { id: "header-authorization", path: "/v1/account" },
  { id: "preflight-404-no-headers", path: "/v1/orders/1042/notes" },
  { id: "preflight-redirect-login", path: "/v1/reviews" },
  { id: "redirect-tainted-origin", path: "/v1/report.csv" },
  { id: "error-500", path: "/v1/search?q=lamp" },
  { id: "preflight-method-wildcard-credentials", path: "/v1/wishlist" },
  { id: "pass-authorization-wildcard", path: "/v1/offers" },
  { id: "connection-refused", path: "/v1/stock" },
  { id: "body-cut", path: "/v1/invoices/7.pdf" },
] as const;

const ORIGINS = {
  ...EXAMPLE_ORIGINS,
  page: "http://app.test:5173",
  api: "http://api.test",
  other: "http://files.test",
  closed: "http://api.test:8081",
};
const BEGUN = Date.UTC(2026, 10, 21, 9, 30);
const ENGINE = "chromium";
const NONCE = "sample";

/** A wire is slower than a generator: a few milliseconds for each of its steps. */
const paceOf = (index: number): number => 7 + ((index * 11) % 23);

function eventsOf({ id, path }: { readonly id: string; readonly path: string }, index: number): NetworkEvent[] {
  const scenario = SCENARIOS.find((one) => one.id === id);
  if (scenario === undefined) throw new Error(`expected a scenario of the table, got ${id}`);
  const at = BEGUN + index * 400;
  const text = JSON.stringify(asEvents(scenario, { origins: ORIGINS, n: NONCE, at, firstId: 100 + index * 10 }));
  const [bare = "", query] = path.split("?");
  const named = text.replaceAll(new RegExp(`/s/${id}/(\\d)\\?n=${NONCE}`, "gu"), (_, hop: string) =>
    hop === "0" ? path : `/archive${bare}${query === undefined ? "" : `?${query}`}`,
  );
  const events = JSON.parse(named) as NetworkEvent[];
  return events.map((event) => ({ ...event, timeStamp: at + (event.timeStamp - at) * paceOf(index) }));
}

export function sampleExchanges(): Exchange[] {
  return assemble(SAMPLED.flatMap(eventsOf));
}

export function sampleReport(): Report {
  return toHar(sampleExchanges(), {
    extensionVersion: "sample",
    browser: { name: "Chromium", version: "156.0" },
    engine: ENGINE,
    recordedFrom: BEGUN,
    recordedTo: BEGUN + SAMPLED.length * 400,
    dropped: 0,
    counted: { sameOrigin: 12, noCors: 4, navigations: 1 },
  });
}

if (process.argv[1] === import.meta.filename) writeFileSync(SAMPLE_FILE, `${JSON.stringify(sampleReport(), null, 1)}\n`);
