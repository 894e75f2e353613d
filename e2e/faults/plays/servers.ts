import { audit } from "../audit";
import type { Dose, Fault, Outcome } from "../fault";
import type { Name } from "../kinds";
import { World } from "../world";

const BROKEN: readonly Name[] = [
  "torn",
  "torn-missing",
  "headers-torn",
  "preflight-reset",
  "preflight-torn",
  "reset",
  "slow",
  "preflight-slow",
];

/** Replies that go wrong on the wire, among replies that do not. */
async function faultyServers(dose: Dose): Promise<Outcome> {
  return World.during(dose, async (world) => {
    const each = dose.short ? 2 : 10;
    const asks = Array.from({ length: each }, () => [...world.make(BROKEN), ...world.draw(BROKEN.length)]).flat();
    await world.send(asks);
    await world.ended();
    const { problems, requests, recorded } = audit(await world.export(), world.truths(), world.servers.seen, false);
    return { figures: `${requests} requests, ${recorded} recorded`, problems };
  });
}

/** No byte ever comes, neither to a preflight nor to a request, until the page gives up; then the servers do. */
async function hangingServers(dose: Dose): Promise<Outcome> {
  return World.during(dose, async (world) => {
    const asks = world.make(Array.from({ length: dose.short ? 2 : 10 }, () => ["hangs", "preflight-hangs"] as const).flat());
    for (const { key } of asks) world.cut.add(key);
    const hung = world.send(asks, world.page, asks.length).catch(() => undefined); // the page goes away under it
    await world.servers.saw(
      asks.map(({ key }) => key),
      4,
    );
    const early = await world.export();
    const judged = early.log.entries.filter(({ _cors }) => _cors.verdict !== "unknown");
    await world.openPage(world.page, "/left");
    await hung;
    // Chromium lets go of the requests of a page that is left, and holds on to its preflights: six that hang take every connection to a host.
    world.servers.release();
    await world.send(world.draw(10));
    await world.ended();
    const { problems, requests, recorded } = audit(await world.export(), world.truths(), world.servers.seen, false);
    const hasty = judged.map(({ request, _cors }) => `${request.url} was judged ${_cors.verdict} while it hung`);
    return { figures: `${requests} requests, ${asks.length} of them hung, ${recorded} recorded`, problems: [...hasty, ...problems] };
  });
}

export const SERVERS: readonly Fault[] = [
  { name: "replies torn, reset, slow", play: faultyServers },
  { name: "connections that hang", play: hangingServers },
];
