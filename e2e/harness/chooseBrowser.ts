/** Everything that the decision asks of the machine, so that tests can play another one. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly root: boolean;
  /** `ID` and `ID_LIKE` of /etc/os-release, lower case; empty elsewhere. */
  readonly distribution: string;
  /** Full path of a command on the PATH, or the path itself if it is one; null when there is none. */
  locate(nameOrPath: string): string | null;
  /** First line of `--version`; null when it cannot be run. */
  version(path: string): string | null;
  /** Where an earlier download lies; null when there was none. */
  downloaded(): string | null;
  /** Runs an installation with its output shown; throws when it fails. */
  install(command: string): void;
  say(line: string): void;
}

export interface WantedBrowser {
  readonly name: string;
  /** Of the environment; names the one to use, whatever else is there. */
  readonly variable: string;
  /** Commands and paths, the best first. */
  readonly candidates: readonly string[];
  /** Why a browser of this version cannot be used; null when it can. */
  unfit(version: string): string | null;
  /** What installs one on this machine. */
  installCommand(machine: Machine): string;
}

export class MissingBrowser extends Error {
  override readonly name = "MissingBrowser";
}

/** Path of a browser that is fit. Installs one when the machine has none. */
export function chooseBrowser(wanted: WantedBrowser, machine: Machine): string {
  const { name, variable } = wanted;
  const named = machine.env[variable];
  if (named !== undefined && named !== "") {
    const found = machine.locate(named);
    if (found === null) throw new MissingBrowser(`${variable} is ${named}, which does not exist.`);
    return found;
  }
  const present = findPresent(wanted, machine);
  if (present !== null) return present;

  const command = wanted.installCommand(machine);
  if (machine.env.CORSCOPE_NO_INSTALL === "1")
    throw new MissingBrowser(`No ${name} found and CORSCOPE_NO_INSTALL=1 is set. Install one with: ${command}`);
  machine.say(`No ${name} found: installing one with \`${command}\`.`);
  machine.install(command);
  const installed = findPresent(wanted, machine);
  if (installed === null) throw new MissingBrowser(`\`${command}\` ran, but there is still no ${name} that can be started.`);
  return installed;
}

function findPresent({ candidates, unfit }: WantedBrowser, machine: Machine): string | null {
  for (const name of candidates) {
    const path = machine.locate(name);
    const version = path === null ? null : machine.version(path);
    if (path === null || version === null) continue;
    const why = unfit(version);
    if (why === null) return path;
    machine.say(`${path} (${version}) is skipped: ${why}`);
  }
  return machine.downloaded();
}
