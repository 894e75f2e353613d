import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { until } from "../harness/poll";
import { place } from "./place";
import type { Pieces, Running } from "./proof";

export const STACKS_FOLDER = resolve("e2e/servers/stacks");

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface ServerOptions {
  /** Folder of the base application below `e2e/servers/stacks`. */
  readonly base: string;
  /** The copy that runs is made in `.run` below this one, so that it finds what is installed there; `e2e/servers/stacks` itself unless said otherwise. */
  readonly under?: string;
  /** More `@NAME@`s to fill in, beside `@PORT@` and `@DIR@`. */
  readonly fill?: Readonly<Record<string, string>>;
  /** Runs to its end first (a compiler); its failure is the server's. */
  readonly build?: (folder: string) => Command;
  readonly command: (folder: string, port: number) => Command;
}

let started = 0;

/** A server of its own: a copy of the base with the pieces in it, a fresh port, a process group that ends as a whole. */
export async function startServer(pieces: Pieces, options: ServerOptions): Promise<Running> {
  const port = await freePort();
  const folder = join(STACKS_FOLDER, options.under ?? "", ".run", `${options.base.replaceAll("/", "-")}-${++started}`);
  const fill = { PORT: String(port), DIR: folder, ...options.fill };
  const placed = place(join(STACKS_FOLDER, options.base), folder, pieces, fill);
  if (options.build !== undefined) await finished(options.build(folder), folder);
  const child = launch(options.command(folder, port), folder);
  const stop = async () => {
    if (child.ended() !== null) return;
    child.signal("SIGTERM");
    await until("a server to end", child.ended, 5_000).catch(() => child.signal("SIGKILL"));
    await until("a killed server to end", child.ended, 10_000);
  };
  try {
    await listening(port, child);
  } catch (problem) {
    await stop();
    throw problem;
  }
  return { origin: `http://api.test:${port}`, port, placed, stop };
}

interface Child {
  /** How it ended, null while it runs. */
  ended(): string | null;
  signal(name: NodeJS.Signals): void;
  /** The last lines that it wrote. */
  words(): string;
}

function launch({ file, args, env }: Command, folder: string): Child {
  const log = join(folder, "server.log");
  const output = openSync(log, "a");
  const child = spawn(file, args, { cwd: folder, detached: true, stdio: ["ignore", output, output], env: { ...process.env, ...env } });
  closeSync(output);
  let end: string | null = null;
  child.once("error", (problem) => {
    end = String(problem);
  });
  child.once("exit", (code, signal) => {
    end ??= signal ?? `exit code ${code}`;
  });
  return {
    ended: () => end,
    signal: (name) => {
      if (child.pid !== undefined && end === null) process.kill(-child.pid, name);
    },
    words: () => readFileSync(log, "utf8").split("\n").slice(-15).join("\n"),
  };
}

async function finished(command: Command, folder: string): Promise<void> {
  const child = launch(command, folder);
  const end = await until(`${command.file} ${command.args[0] ?? ""}`, child.ended, 600_000);
  if (end !== "exit code 0") throw new Error(`${command.file} ended with ${end}:\n${child.words()}`);
}

/** A port that answers, whatever it says: what servers log when they are ready differs, this does not. */
async function listening(port: number, child: Child): Promise<void> {
  await until(
    `a server on port ${port}`,
    async () => {
      if (child.ended() !== null) throw new Error(`the server ended with ${child.ended()} before it listened:\n${child.words()}`);
      return answers(port);
    },
    120_000,
  ).catch((problem: Error) => {
    throw new Error(`${problem.message}\n${child.words()}`);
  });
}

function answers(port: number): Promise<true | null> {
  return new Promise((done) => {
    const sent = request({ port, host: "127.0.0.1", path: "/ready", headers: { Host: `api.test:${port}` }, agent: false }, (reply) => {
      reply.resume();
      reply.once("close", () => done(true));
    });
    sent.once("error", () => done(null));
    sent.end();
  });
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise<void>((done) => server.close(() => done()));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
