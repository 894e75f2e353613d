import { audit } from "../audit";
import type { Dose, Fault, Outcome } from "../fault";
import { Killer, WAYS } from "../kill";
import { World } from "../world";

/** Requests between two stops. */
const EACH = 12;

async function withWorld(dose: Dose, play: (world: World) => Promise<Outcome>): Promise<Outcome> {
  const world = await World.open(dose.random);
  try {
    return await play(world);
  } finally {
    await world.close();
  }
}

/** Every second request is under way, unanswered, while the worker is stopped; what the journal has is all there is. */
async function idleStops(dose: Dose): Promise<Outcome> {
  return withWorld(dose, async (world) => {
    const stops = dose.short ? 6 : 40;
    const killer = await Killer.of(world);
    for (let stop = 0; stop < stops; stop++) {
      await world.send(world.draw(EACH));
      world.servers.hold();
      const asks = world.make(["get", "put", "put-refused", "get-missing", "put-missing", "redirected"]);
      const sent = world.send(asks);
      await world.servers.saw(asks.map(({ key }) => key));
      await world.journalled();
      await killer.end("stop");
      world.servers.release();
      await sent;
    }
    await world.ended();
    const { problems, requests, recorded } = audit(await world.export(), world.truths(), world.servers.seen, false);
    return { figures: `${stops} stops, ${requests} requests, ${recorded} recorded`, problems: [...problems, ...world.errors] };
  });
}

/** A kill takes with it what the journal did not have yet, at most this long before it, and what the browser had on its way. */
const BEFORE = 400;
const AFTER = 1_500;

async function kills(dose: Dose): Promise<Outcome> {
  return withWorld(dose, async (world) => {
    const count = dose.short ? 20 : 200;
    const killer = await Killer.of(world);
    const killed: number[] = [];
    while (killed.length < count) {
      const mark = world.servers.seen.length + 1 + world.random.int(EACH);
      const sent = world.send(world.draw(EACH));
      await world.servers.sawAsMany(mark);
      await killer.end(world.random.pick(WAYS));
      killed.push(Date.now());
      await sent;
    }
    await world.ended();
    const result = audit(await world.export(), world.truths(), world.servers.seen, true);
    const { requests, recorded, lost, incomplete, unended, problems } = result;
    const first = new Map<string, number>();
    for (const { key, at } of world.servers.seen) if (!first.has(key)) first.set(key, at);
    const unexplained = lost.filter((key) => {
      const at = first.get(key);
      return at !== undefined && !killed.some((kill) => kill - BEFORE < at && at < kill + AFTER);
    });
    return {
      figures: `${count} kills, ${requests} requests, ${recorded} recorded, ${lost.length} lost (${(lost.length / count).toFixed(2)} a kill), ${incomplete} incomplete, ${unended.length} without an end`,
      problems: [...problems, ...unexplained.map((key) => `${key} was lost far from any kill`), ...world.errors],
    };
  });
}

export const WORKER: readonly Fault[] = [
  { name: "worker stopped when idle", play: idleStops },
  { name: "worker killed under traffic", play: kills },
];
