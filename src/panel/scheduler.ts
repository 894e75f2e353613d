import type { Scheduler } from "./intake";

/** The browser's own clockwork. Frames do not come while nobody looks; tasks do, so that a hidden panel keeps up. */
export function browserScheduler(): Scheduler {
  const channel = new MessageChannel();
  const due: (() => void)[] = [];
  channel.port1.onmessage = () => due.shift()?.();
  return {
    task: (work) => {
      due.push(work);
      channel.port2.postMessage(null);
    },
    frame: (work) => requestAnimationFrame(work),
  };
}
