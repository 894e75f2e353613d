/**
 * Resolves when what is drawn has run its effects, and what these drew theirs. Preact runs effects by a timeout behind a frame; a frame of the
 * test's DOM takes no time at all, so a timeout that begins later has to be waited for as well.
 */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((done) => requestAnimationFrame(done));
    await new Promise((done) => setTimeout(done, 2));
  }
}
