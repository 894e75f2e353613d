import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { resolve } from "node:path";
import { findNginx } from "./findNginx";
import { until } from "./poll";

/** Real servers of the kind that people run: processes of their own, configured by a file. */
/** Text by the slot it goes into. */
export type Pieces = Readonly<Record<string, string>>;

export interface RealServer {
  readonly origin: string;
  /** Stops it, writes another configuration, and starts it on the same port. */
  restart(pieces: Pieces): Promise<void>;
  stop(): Promise<void>;
}

/** Inside the project, so that a server's `import` finds the packages that are installed here. */
const FOLDER = resolve("test-results/servers");

export async function startExpress(name: string, app: (port: number) => string, pieces: Pieces): Promise<RealServer> {
  const port = await freePort();
  const file = `${FOLDER}/${name}.mjs`;
  return run(`http://api.test:${port}`, port, pieces, (placing) => {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, placed(app(port), placing));
    return spawn(process.execPath, [file], { stdio: ["ignore", "ignore", "inherit"] });
  });
}

export async function startNginx(name: string, conf: (port: number, prefix: string) => string, pieces: Pieces): Promise<RealServer> {
  const port = await freePort();
  const prefix = `${FOLDER}/${name}`;
  return run(`http://api.test:${port}`, port, pieces, (placing) => {
    for (const folder of ["html", "tmp"]) mkdirSync(`${prefix}/${folder}`, { recursive: true });
    writeFileSync(`${prefix}/html/data.json`, '{"from":"nginx"}');
    writeFileSync(`${prefix}/nginx.conf`, placed(conf(port, prefix), placing));
    return spawn(findNginx(), ["-p", prefix, "-c", `${prefix}/nginx.conf`, "-g", "daemon off;"], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  });
}

/** Each piece at its mark, `CORSCOPE:slot` in a comment of its own line; a mark without a piece stays a comment. */
function placed(app: string, pieces: Pieces): string {
  return app.replace(/^.*\bCORSCOPE:([a-z-]+).*$/gm, (mark, slot: string) => pieces[slot] ?? mark);
}

async function run(origin: string, port: number, pieces: Pieces, start: (placing: Pieces) => ChildProcess): Promise<RealServer> {
  let child = start(pieces);
  await listening(port, child);
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((done) => child.once("exit", () => done()));
    child.kill("SIGTERM");
    await ended;
  };
  return {
    origin,
    stop,
    async restart(next) {
      await stop();
      child = start(next);
      await listening(port, child);
    },
  };
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  await until(
    `a server on port ${port}`,
    async () => {
      if (child.exitCode !== null) throw new Error(`the server ended with exit code ${child.exitCode} before it listened`);
      return fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => null,
      );
    },
    60_000,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((done) => server.close(() => done()));
  return port;
}
