import { mountPanel, type Theme } from "../../../src/panel/mountPanel";
import { many } from "./burst";
import { fixtures, hostile } from "./fixtures";
import { FixtureTransport } from "./fixtureTransport";
import { STATES } from "./states";

/**
 * `?theme=dark`, `?rows=50000`, `?stream=2000` (exchanges per second), `?hostile`, `?state=` one of the names in states.ts.
 */
const asked = new URLSearchParams(location.search);
const now = Date.now();

const state = asked.get("state") ?? "";
const rows = Number(asked.get("rows") ?? 0);
const exchanges =
  rows > 0 ? many(rows, now - rows) : state === "empty" ? [] : [...fixtures(now - 4000), ...(asked.has("hostile") ? [hostile(now)] : [])];
const navigations = [{ tabId: 1, at: now - 3595, url: "https://shop.example/orders/1042" }];
const transport = new FixtureTransport(exchanges, { navigations, ...STATES[state] });

const root = document.getElementById("root");
if (root !== null) {
  mountPanel(root, {
    transport,
    subject: 1,
    theme: (asked.get("theme") ?? "system") as Theme,
    abilities: { reload: () => location.reload() },
  });
}
if (state === "reconnecting") transport.breakOff();

const perSecond = Number(asked.get("stream") ?? 0);
if (perSecond > 0) {
  setInterval(() => transport.feed(many(Math.ceil(perSecond / 20), Date.now())), 50);
}
