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
  /** Where Playwright keeps its Chromium; null when it is not there. */
  playwrights(): string | null;
  /** Runs an installation with its output shown; throws when it fails. */
  install(command: string): void;
  say(line: string): void;
}

const CANDIDATES = [
  "chromium",
  "chromium-browser",
  "chrome-for-testing",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
  "google-chrome-for-testing",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Only Chromium and Chrome for Testing still load an unpacked extension from the command line. */
const loadsExtensions = (version: string): boolean => /Chromium|for Testing/.test(version);

export class MissingBrowser extends Error {
  override readonly name = "MissingBrowser";
}

/** Path of a Chromium that loads our extension. Installs one when the machine has none. */
export function chooseChromium(machine: Machine): string {
  const wanted = machine.env.CORSCOPE_CHROMIUM;
  if (wanted !== undefined && wanted !== "") {
    const found = machine.locate(wanted);
    if (found === null) throw new MissingBrowser(`CORSCOPE_CHROMIUM is ${wanted}, which does not exist.`);
    return found;
  }
  const present = findPresent(machine);
  if (present !== null) return present;

  const command = installCommand(machine);
  if (machine.env.CORSCOPE_NO_INSTALL === "1")
    throw new MissingBrowser(`No Chromium found and CORSCOPE_NO_INSTALL=1 is set. Install one with: ${command}`);
  machine.say(`No Chromium found: installing one with \`${command}\`.`);
  machine.install(command);
  const installed = findPresent(machine);
  if (installed === null) throw new MissingBrowser(`\`${command}\` ran, but there is still no Chromium that can be started.`);
  return installed;
}

function findPresent(machine: Machine): string | null {
  for (const name of CANDIDATES) {
    const path = machine.locate(name);
    const version = path === null ? null : machine.version(path);
    if (path === null || version === null) continue;
    if (loadsExtensions(version)) return path;
    machine.say(`${path} (${version}) is skipped: branded Chrome does not load unpacked extensions from the command line.`);
  }
  return machine.playwrights();
}

function installCommand({ root, distribution }: Machine): string {
  const hasApt = /\b(debian|ubuntu)\b/.test(distribution);
  return root && hasApt ? "apt-get update && apt-get install -y chromium" : "npx playwright install chromium";
}
