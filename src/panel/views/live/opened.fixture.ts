import { afterEach } from "vitest";
import type { Exchange } from "../../../core/exchange/exchange";
import type { HeaderList } from "../../../core/exchange/networkEvent";
import type { LiveNews } from "../../../messaging/live";
import type { Status, Subject, ToBackground } from "../../../messaging/protocol";
import { settled } from "../../../parts/settled.fixture";
import type { FeedHost } from "../../devtoolsFeed/feed";
import { drawn } from "../../exchanges.fixture";
import { mountPanel } from "../../mountPanel";
import { HandTransport, STATUS } from "../../transport.fixture";

let unmount: () => void = () => undefined;
/** Takes away the panel that was opened last; what a test leaves open goes with its end. */
export function closed(): void {
  unmount();
  unmount = () => undefined;
}
afterEach(closed);

interface Options {
  readonly subject?: Subject;
  readonly status?: Partial<Status>;
  readonly inDevTools?: boolean;
  readonly feed?: FeedHost;
}

/** The panel with one exchange open in a tab of the details. */
export async function opened(exchange: Exchange, tab: string, { subject = 1, status = {}, inDevTools = true, feed }: Options = {}) {
  const root = document.createElement("div");
  document.body.append(root);
  const transport = new HandTransport();
  const run: string[] = [];
  const abilities = {
    reload: () => undefined,
    ...(feed === undefined ? {} : { feed }),
    ...(inDevTools ? { runInPage: (text: string) => run.push(text) } : {}),
  };
  const panel = mountPanel(root, { transport, subject, theme: "light", abilities });
  unmount = () => {
    panel.unmount();
    root.remove();
  };
  transport.connect();
  transport.say({ kind: "status", status: { ...STATUS, ...status } });
  transport.say({ kind: "snapshot", position: { epoch: "e", sequence: 1 }, exchanges: [exchange], alive: [exchange.id], last: true });
  await settled();
  const press = async (name: string, within: ParentNode = root) => {
    [...within.querySelectorAll<HTMLElement>("button, [role=tab]")].find((one) => one.textContent?.trim() === name)?.click();
    await settled();
  };
  root.querySelector<HTMLElement>("[role=row]")?.click();
  await settled();
  await press(tab);
  const tell = async (news: LiveNews) => {
    transport.say({ kind: "live", call: asked(transport).at(-1)?.call ?? 0, news });
    await settled();
  };
  const text = () => root.querySelector("[role=tabpanel]")?.textContent ?? "";
  const buttons = () => [...root.querySelectorAll("button")].map((button) => button.textContent?.trim());
  return { root, transport, press, tell, text, buttons, run };
}

export function asked(transport: HandTransport) {
  return transport.sent.filter((message): message is Extract<ToBackground, { kind: "live" }> => message.kind === "live");
}

export const acts = (transport: HandTransport) => asked(transport).map(({ act, exchange }) => `${act} ${exchange}`);

/** Refused at its preflight, which asked for `names`. */
export function refusedPreflight(names = "x-a,x-b"): Exchange {
  const main = drawn({ id: "p", method: "PUT", reply: null, end: "net::ERR_FAILED" }).main as NonNullable<Exchange["main"]>;
  const headers: HeaderList = [
    ["Origin", "https://app.test"],
    ["Access-Control-Request-Method", "PUT"],
    ["Access-Control-Request-Headers", names],
  ];
  const [hop] = main.hops;
  if (hop === undefined) throw new RangeError("an exchange has a hop");
  const reply = { status: 204, statusLine: "HTTP/1.1 204", headers: [], at: 1005 };
  return {
    id: "p",
    main: { ...main, hops: [{ ...hop, sent: null }] },
    preflights: [
      {
        hop: 0,
        transaction: {
          ...main,
          requestId: "pp",
          hops: [{ ...hop, method: "OPTIONS", sent: { at: 1002, headers }, response: reply }],
          end: { kind: "accepted", at: 1006, status: 204, fromCache: false },
        },
      },
    ],
    incomplete: false,
    source: "live",
  };
}
