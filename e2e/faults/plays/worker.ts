import { audit } from "../audit";
import type { Dose, Fault, Outcome } from "../fault";
import { Killer, WAYS } from "../kill";
import { World } from "../world";

/** Requests between two stops. */
const EACH = 12;

/** Every second request is under way, unanswered, while the worker is stopped; what the journal has is all there is. */
async function idleStops(dose: Dose): Promise<Outcome> {
  return World.during(dose, async (world) => {
    const stops = dose.short ? 6 : 40;
    const killer = await Killer.of(world);
    for (let stop = 0; stop < stops; stop++) {
      const drawn = world.draw(EACH);
      await world.send(drawn);
      world.servers.hold();
      const asks = world.make(["get", "put", "put-refused", "get-missing", "put-missing", "redirected"]);
      const sent = world.send(asks);
      await world.servers.saw(asks.map(({ key }) => key));
      await world.journalled(drawn, asks);
      await killer.end("stop");
      world.servers.release();
      await sent;
    }
    await world.ended();
    const { problems, requests, recorded } = audit(await world.export(), world.truths(), world.servers.seen, false);
    return { figures: `${stops} stops, ${requests} requests, ${recorded} recorded`, problems };
  });
}

/** Bodies are half there when the worker is stopped, and break off when another one runs. */
async function halfBodies(dose: Dose): Promise<Outcome> {
  return World.during(dose, async (world) => {
    const stops = dose.short ? 2 : 10;
    const killer = await Killer.of(world);
    for (let stop = 0; stop < stops; stop++) {
      const asks = world.make(["breaks", "breaks-missing", "same-breaks", "breaks"]);
      const sent = world.send(asks);
      await world.servers.saw(asks.map(({ key }) => key));
      await world.accepted(asks.filter(({ name }) => name !== "breaks-missing"));
      // What was only counted till now goes with the next batch.
      const last = world.make(["get"]);
      await world.send(last);
      await world.journalled(last);
      await killer.end("stop");
      await killer.back();
      world.servers.release();
      await sent;
    }
    await world.ended();
    const { problems, requests, recorded } = audit(await world.export(), world.truths(), world.servers.seen, false);
    return { figures: `${stops} stops, ${requests} requests, ${recorded} recorded`, problems };
  });
}

/** A kill takes with it what the journal did not have yet: 250 ms, and what a busy machine adds. */
const BEFORE = 600;
/** And what the browser had on its way until the next worker ran. */
const AFTER = 500;

/** Each second worker is left to settle before traffic goes on; the others are killed as they begin, a few times a second. */
async function kills(dose: Dose): Promise<Outcome> {
  return World.during(dose, async (world) => {
    const count = dose.short ? 20 : 200;
    const killer = await Killer.of(world);
    while (killer.kills.length < count) {
      if (killer.kills.length % 2 === 1) {
        await killer.back();
        await world.journalled();
      }
      const mark = world.servers.seen.length + 1 + world.random.int(EACH);
      const sent = world.send(world.draw(EACH));
      await world.servers.sawAsMany(mark);
      await killer.end(world.random.pick(WAYS));
      await sent;
    }
    await world.ended();
    // What lost its end is given up when its page goes.
    await world.openPage(world.page);
    const { requests, recorded, lost, incomplete, mixed, unended, problems } = audit(
      await world.export(),
      world.truths(),
      world.servers.seen,
      true,
    );
    const far = lost.filter(({ at }) => !killer.kills.some((kill) => kill.at - BEFORE < at && at < kill.back + AFTER));
    const among = lost.map(({ at }) => fate(at, killer));
    const share = (what: Fate) => ((2 * among.filter((one) => one === what).length) / count).toFixed(2);
    return {
      figures: [
        `${count} kills, ${requests} requests, ${recorded} recorded`,
        `${incomplete} incomplete (${mixed} of them mixed up), ${unended.length} without an end`,
        `${lost.length} lost: ${among.filter((one) => one === "unheard").length} while no worker ran`,
        `${share("settled")} a kill of a settled worker, ${share("begun")} of one that had just begun`,
      ].join(", "),
      problems: [
        ...problems,
        ...unended.map((key) => `${key} is still under way in the report`),
        ...far.map(({ key, at }) => `${key} was lost far from any kill (${distance(at, killer)} ms)`),
      ],
    };
  });
}

/** `unheard`: no worker ran when the request reached its server; else whether the worker that took it along had settled. */
type Fate = "unheard" | "settled" | "begun";

function fate(at: number, { kills }: Killer): Fate {
  const next = kills.findIndex((kill) => kill.at >= at);
  const before = kills.findLast((kill) => kill.at < at);
  if (before !== undefined && at <= before.back) return "unheard";
  return next % 2 === 1 ? "settled" : "begun";
}

/** The whole process goes, and every page of the extension with it; the next panel wakes a worker in another one. */
async function processKills(dose: Dose): Promise<Outcome> {
  return World.during(dose, async (world) => {
    const count = dose.short ? 2 : 20;
    let lostOfAll = 0;
    let requests = 0;
    const problems: string[] = [];
    const killer = await Killer.of(world);
    for (let kill = 0; kill < count; kill++) {
      await world.send(world.draw(EACH));
      await world.ended();
      await world.journalled();
      const settled = world.truths().length;
      const mark = world.servers.seen.length + 1 + world.random.int(EACH);
      const sent = world.send(world.draw(EACH));
      await world.servers.sawAsMany(mark);
      await killer.killProcess();
      await sent;
      await world.ended();
      await world.openPanel();
      const truths = world.truths();
      const result = audit(await world.export(), truths, world.servers.seen, true);
      const written = new Set(truths.slice(0, settled).map(({ key }) => key));
      problems.push(
        ...result.problems,
        ...result.lost.filter(({ key }) => written.has(key)).map(({ key }) => `${key} was lost after it was written`),
      );
      lostOfAll += result.lost.length;
      requests += result.requests;
      world.forget();
      await world.clear();
    }
    return { figures: `${count} kills, ${requests} requests, ${lostOfAll} lost (${(lostOfAll / count).toFixed(2)} a kill)`, problems };
  });
}

function distance(at: number, { kills: all }: Killer): number {
  return Math.min(...all.map((kill) => (at < kill.at ? kill.at - at : Math.max(0, at - kill.back))));
}

export const WORKER: readonly Fault[] = [
  { name: "worker stopped when idle", play: idleStops },
  { name: "worker stopped amid bodies", play: halfBodies },
  { name: "worker killed under traffic", play: kills },
  { name: "process of the extension killed", play: processKills },
];
