import { describe, expect, it } from "vitest";
import { type Machine, MissingBrowser } from "../chooseBrowser";
import { chooseFirefox } from "./findFirefox";

/** A machine with these programs (path → version); installing adds `gains`. */
function machine(programs: Record<string, string>, change: Partial<Machine> = {}, gains: Record<string, string> = {}) {
  const present = new Map(Object.entries(programs));
  const said: string[] = [];
  const installed: string[] = [];
  return {
    env: {},
    root: true,
    distribution: "id=debian",
    locate: (name: string) => [...present.keys()].find((path) => path === name || path.endsWith(`/${name}`)) ?? null,
    version: (path: string) => present.get(path) ?? null,
    downloaded: () => null,
    install(command: string) {
      installed.push(command);
      for (const [path, version] of Object.entries(gains)) present.set(path, version);
    },
    say: (line: string) => said.push(line),
    said,
    installed,
    ...change,
  };
}

const ESR = { "/usr/bin/firefox-esr": "Mozilla Firefox 153.7.0esr" };
const DOWNLOAD = "npx @puppeteer/browsers install firefox@stable --path ~/.cache/puppeteer";

describe("which Firefox is used", () => {
  it("takes the one that CORSCOPE_FIREFOX names, whatever else is there", () => {
    const here = machine({ ...ESR, "/opt/mine": "Mozilla Firefox 160.0" }, { env: { CORSCOPE_FIREFOX: "/opt/mine" } });
    expect(chooseFirefox(here)).toBe("/opt/mine");
  });

  it("fails when CORSCOPE_FIREFOX names nothing, instead of taking another", () => {
    const here = machine(ESR, { env: { CORSCOPE_FIREFOX: "/opt/none" } });
    expect(() => chooseFirefox(here)).toThrow("CORSCOPE_FIREFOX is /opt/none, which does not exist.");
  });

  it.each([
    ["the machine's own before a download", ESR, "/usr/bin/firefox-esr"],
    ["a release as well as an ESR", { "/usr/bin/firefox": "Mozilla Firefox 155.0.1" }, "/usr/bin/firefox"],
    ["a download where there is nothing else", {}, "/cache/firefox"],
  ])("takes %s", (_what, programs, path) => {
    expect(chooseFirefox(machine(programs, { downloaded: () => "/cache/firefox" }))).toBe(path);
  });

  it("skips one that is too old for the extension with one sentence", () => {
    const here = machine({ "/usr/bin/firefox-esr": "Mozilla Firefox 140.4.0esr" }, { downloaded: () => "/cache/firefox" });
    expect(chooseFirefox(here)).toBe("/cache/firefox");
    expect(here.said).toEqual(["/usr/bin/firefox-esr (Mozilla Firefox 140.4.0esr) is skipped: Corscope needs Firefox 142 or newer."]);
  });
});

describe("where there is none", () => {
  it.each([
    ["root on Debian", { distribution: "id=debian" }, "apt-get update && apt-get install -y firefox-esr"],
    ["root on Ubuntu", { distribution: "id=ubuntu id_like=debian" }, DOWNLOAD],
    ["a user on Debian", { root: false }, DOWNLOAD],
    ["root elsewhere", { distribution: "id=fedora" }, DOWNLOAD],
  ])("installs as %s, announced in one line", (_who, change, command) => {
    const here = machine({}, change, ESR);
    expect(chooseFirefox(here)).toBe("/usr/bin/firefox-esr");
    expect(here.installed).toEqual([command]);
    expect(here.said).toEqual([`No Firefox found: installing one with \`${command}\`.`]);
  });

  it("does not install with CORSCOPE_NO_INSTALL=1, but says what would cure it", () => {
    const here = machine({}, { env: { CORSCOPE_NO_INSTALL: "1" } });
    expect(() => chooseFirefox(here)).toThrow(MissingBrowser);
    expect(() => chooseFirefox(here)).toThrow(/Install one with: apt-get update && apt-get install -y firefox-esr$/);
    expect(here.installed).toEqual([]);
  });

  it("fails when the installation brought none", () => {
    expect(() => chooseFirefox(machine({}))).toThrow(/still no Firefox/);
  });
});
