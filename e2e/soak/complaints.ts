import type { Page } from "playwright";
import { asParams } from "../harness/params";
import type { Target } from "../harness/target";

/** Every error that a part of the extension wrote to its console or left unhandled. */
export class Complaints {
  readonly all: string[] = [];

  note(where: string, what: string): void {
    this.all.push(`${where}: ${what}`);
  }

  async ofWorker(worker: Target): Promise<void> {
    worker.listen("Runtime.exceptionThrown", ({ exceptionDetails }) => {
      const { text, exception } = asParams(exceptionDetails);
      this.note("worker", `${String(text)} ${String(asParams(exception).description ?? "")}`);
    });
    worker.listen("Runtime.consoleAPICalled", ({ type, args }) => {
      if (type === "error" || type === "warning") this.note("worker", JSON.stringify(args));
    });
    worker.listen("Log.entryAdded", ({ entry }) => {
      const { level, text } = asParams(entry);
      if (level === "error") this.note("worker", String(text));
    });
    await worker.send("Runtime.enable");
    await worker.send("Log.enable");
  }

  /** Pages of the extension, the panel inside DevTools included; what other pages write is their own business. */
  ofPage(page: Page): void {
    page.on("console", (message) => {
      const { url } = message.location();
      if (message.type() === "error" && url.startsWith("chrome-extension://")) this.note(new URL(url).pathname, message.text());
    });
    page.on("pageerror", (problem) => {
      const stack = problem.stack ?? String(problem);
      if (stack.includes("chrome-extension://")) this.note("page", stack);
    });
  }
}
