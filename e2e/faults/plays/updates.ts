import { until } from "../../harness/poll";
import { audit } from "../audit";
import type { Dose, Fault, Outcome } from "../fault";
import { reloadExtension } from "../manage";
import { World } from "../world";

/** The extension starts anew while panels are open and traffic runs, as it does after an update. */
async function updated(dose: Dose): Promise<Outcome> {
  return World.during(dose, async (world) => {
    const rounds = dose.short ? 1 : 5;
    const problems: string[] = [];
    let requests = 0;
    for (let round = 0; round < rounds; round++) {
      const sent = world.send(world.draw(12));
      await reloadExtension(world);
      await sent;
      // The browser empties storage.session with the extension: what came before is gone by design.
      world.forget();
      await world.openPanel();
      await world.clear();
      await world.send(world.draw(12));
      await world.ended();
      const result = audit(await world.export(), world.truths(), world.servers.seen, false, false);
      requests += result.requests;
      problems.push(...result.problems);
    }
    return { figures: `${rounds} times, ${requests} requests after it`, problems };
  });
}

/** What storage.session holds at most. */
const QUOTA = 10_485_760;

/** Something fills the storage that the journal needs, and gives it back: nothing is lost of what is shown, and then nothing at all. */
async function storageFull(dose: Dose): Promise<Outcome> {
  return World.during(dose, async (world) => {
    const problems: string[] = [];
    const said = async (): Promise<string> => (await world.panel.getByRole("status").allTextContents()).join(" ");
    await world.send(world.draw(12));
    await world.ended();
    await world.journalled();
    await world.panel.evaluate(async (quota) => {
      const left = quota - (await chrome.storage.session.getBytesInUse(null)) - 2_000;
      await chrome.storage.session.set({ filler: "x".repeat(left) });
    }, QUOTA);
    await world.send(world.draw(24));
    await world.ended();
    await until("the panel to say that storage is full", async () => (/storage is full/iu.test(await said()) ? true : null));
    problems.push(
      ...audit(await world.export(), world.truths(), world.servers.seen, false).problems.map((one) => `while it is full: ${one}`),
    );
    await world.panel.evaluate(() => chrome.storage.session.remove("filler"));
    await world.send(world.draw(12));
    await world.ended();
    await world.journalled();
    const { requests, recorded, problems: after } = audit(await world.export(), world.truths(), world.servers.seen, false);
    return { figures: `${requests} requests, ${recorded} recorded`, problems: [...problems, ...after] };
  });
}

/** The same, and the worker is stopped once there is room again: what was owed to the storage was paid. */
async function storageOwes(dose: Dose): Promise<Outcome> {
  return World.during(dose, async (world) => {
    await world.panel.evaluate(
      (quota) =>
        chrome.storage.session.getBytesInUse(null).then((used) => chrome.storage.session.set({ filler: "x".repeat(quota - used - 2_000) })),
      QUOTA,
    );
    await world.send(world.draw(24));
    await world.ended();
    await world.panel.evaluate(() => chrome.storage.session.remove("filler"));
    await world.send(world.draw(6));
    await world.ended();
    await world.journalled();
    await world.stopWorker();
    const { problems, requests, recorded } = audit(await world.export(), world.truths(), world.servers.seen, false);
    return { figures: `${requests} requests, ${recorded} recorded`, problems };
  });
}

/** The worker's own storage refuses everything from some moment on. */
async function storageFails(dose: Dose): Promise<Outcome> {
  return World.during(dose, async (world) => {
    await world.browser.serviceWorker.evaluate(() => {
      // Methods, since the runner gives functions in variables a name by a helper that the worker does not have.
      Object.assign(chrome.storage.session, {
        async set() {
          throw new Error("An unexpected error occurred");
        },
        async remove() {
          throw new Error("An unexpected error occurred");
        },
      });
    });
    await world.send(world.draw(24));
    await world.ended();
    const { problems, requests, recorded } = audit(await world.export(), world.truths(), world.servers.seen, false);
    return { figures: `${requests} requests, ${recorded} recorded`, problems };
  });
}

export const UPDATES: readonly Fault[] = [
  { name: "extension updated", play: updated },
  { name: "storage full", play: storageFull },
  { name: "storage full, then a stop", play: storageOwes },
  { name: "storage that fails", play: storageFails },
];
