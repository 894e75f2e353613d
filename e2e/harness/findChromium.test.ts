import { describe, expect, it } from "vitest";
import { type Machine, MissingBrowser } from "./chooseBrowser";
import { chooseChromium } from "./findChromium";

interface Told {
  readonly said: string[];
  readonly installed: string[];
}

/** A machine with these programs (path → version); installing adds `gains`. */
function machine(programs: Record<string, string>, change: Partial<Machine> = {}, gains: Record<string, string> = {}): Machine & Told {
  const present = new Map(Object.entries(programs));
  const said: string[] = [];
  const installed: string[] = [];
  return {
    env: {},
    root: true,
    distribution: "id=debian",
    locate: (name) => [...present.keys()].find((path) => path === name || path.endsWith(`/${name}`)) ?? null,
    version: (path) => present.get(path) ?? null,
    downloaded: () => null,
    install(command) {
      installed.push(command);
      for (const [path, version] of Object.entries(gains)) present.set(path, version);
    },
    say: (line) => said.push(line),
    said,
    installed,
    ...change,
  };
}

const CHROMIUM = { "/usr/bin/chromium": "Chromium 156.0" };
const BRANDED = { "/usr/bin/google-chrome": "Google Chrome 156.0" };

describe("which Chromium is used", () => {
  it("takes the one that CORSCOPE_CHROMIUM names, whatever else is there", () => {
    const here = machine({ ...CHROMIUM, "/opt/mine": "Chromium 160.0" }, { env: { CORSCOPE_CHROMIUM: "/opt/mine" } });
    expect(chooseChromium(here)).toBe("/opt/mine");
  });

  it("fails when CORSCOPE_CHROMIUM names nothing, instead of taking another", () => {
    const here = machine(CHROMIUM, { env: { CORSCOPE_CHROMIUM: "/opt/none" } });
    expect(() => chooseChromium(here)).toThrow("CORSCOPE_CHROMIUM is /opt/none, which does not exist.");
  });

  it("takes the machine's own before Playwright's", () => {
    expect(chooseChromium(machine(CHROMIUM, { downloaded: () => "/cache/chrome" }))).toBe("/usr/bin/chromium");
  });

  it("takes Chrome for Testing", () => {
    const path = "/usr/local/bin/google-chrome";
    expect(chooseChromium(machine({ [path]: "Google Chrome for Testing 156.0" }))).toBe(path);
  });

  it("skips branded Chrome with one sentence", () => {
    const here = machine(BRANDED, { downloaded: () => "/cache/chrome" });
    expect(chooseChromium(here)).toBe("/cache/chrome");
    expect(here.said).toEqual([
      "/usr/bin/google-chrome (Google Chrome 156.0) is skipped: branded Chrome does not load unpacked extensions from the command line.",
    ]);
  });

  it("passes over a program that cannot be run", () => {
    const here = machine({ "/usr/bin/chromium-browser": "Chromium 156.0" });
    const broken = { ...here, locate: (name: string) => (name === "chromium" ? "/usr/bin/chromium" : here.locate(name)) };
    expect(chooseChromium(broken)).toBe("/usr/bin/chromium-browser");
  });
});

describe("where there is none", () => {
  it.each([
    ["root on Debian", { root: true, distribution: "id=debian" }, "apt-get update && apt-get install -y chromium"],
    [
      "root on a relative of Debian",
      { root: true, distribution: 'id=mint id_like="ubuntu debian"' },
      "apt-get update && apt-get install -y chromium",
    ],
    ["a user on Debian", { root: false, distribution: "id=debian" }, "npx playwright install chromium"],
    ["root elsewhere", { root: true, distribution: "id=fedora" }, "npx playwright install chromium"],
  ])("installs as %s, announced in one line", (_who, change, command) => {
    const here = machine({}, change, CHROMIUM);
    expect(chooseChromium(here)).toBe("/usr/bin/chromium");
    expect(here.installed).toEqual([command]);
    expect(here.said).toEqual([`No Chromium found: installing one with \`${command}\`.`]);
  });

  it("does not install with CORSCOPE_NO_INSTALL=1, but says what would cure it", () => {
    const here = machine({}, { env: { CORSCOPE_NO_INSTALL: "1" } });
    expect(() => chooseChromium(here)).toThrow(MissingBrowser);
    expect(() => chooseChromium(here)).toThrow(/Install one with: apt-get update && apt-get install -y chromium$/);
    expect(here.installed).toEqual([]);
  });

  it("fails when the installation brought none", () => {
    expect(() => chooseChromium(machine({}))).toThrow(/still no Chromium/);
  });
});
