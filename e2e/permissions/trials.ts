import { readFileSync } from "node:fs";

/** Something that the manifest asks for, and one test of a spec that cannot do without it. */
export interface Trial {
  readonly permission: string;
  readonly spec: string;
  /** The beginning of the test's title. */
  readonly title: string;
}

export const TRIALS: readonly Trial[] = [
  { permission: "webRequest", spec: "e2e/specs/scenarios.spec.ts", title: "missing-allow-origin:" },
  { permission: "http://*/*", spec: "e2e/specs/scenarios.spec.ts", title: "missing-allow-origin:" },
  { permission: "https://*/*", spec: "e2e/specs/scenarios.spec.ts", title: "tls-self-signed:" },
  { permission: "storage", spec: "e2e/specs/worker.spec.ts", title: "an idle stop in the middle of a pair loses nothing" },
  {
    permission: "declarativeNetRequestWithHostAccess",
    spec: "e2e/specs/try.spec.ts",
    title: "a tried policy lets the page pass",
  },
  { permission: "declarativeNetRequestWithHostAccess", spec: "e2e/specs/ask.spec.ts", title: "/header: The server refuses x-trace-id" },
  { permission: "alarms", spec: "e2e/specs/try.spec.ts", title: "outside DevTools all but the page's own GET works, ends by its alarm" },
];

export interface Manifest {
  readonly permissions: readonly string[];
  readonly host_permissions: readonly string[];
}

export const readManifest = (file: string): Manifest => JSON.parse(readFileSync(file, "utf8")) as Manifest;

export const askedBy = ({ permissions, host_permissions }: Manifest): string[] => [...permissions, ...host_permissions];

export function without(manifest: Manifest, permission: string): Manifest {
  const others = (all: readonly string[]): string[] => all.filter((one) => one !== permission);
  return { ...manifest, permissions: others(manifest.permissions), host_permissions: others(manifest.host_permissions) };
}
