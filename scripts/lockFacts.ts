/** What a lock file of npm tells of each package, as far as it is asked here. */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

export interface PackageFile {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** What goes into the extension may go into anybody's; tools may ask more of those who change them. */
const SHIPPED = new Set(["MIT", "MPL-2.0", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"]);
const TOOLS = new Set([...SHIPPED, "MIT OR Apache-2.0", "BlueOak-1.0.0", "CC0-1.0", "Python-2.0", "Unlicense", "(MIT OR CC0-1.0)"]);
const REGISTRY = "https://registry.npmjs.org/";

/** One sentence for everything that a reader of the lock file would stop at. */
export function lockProblems({ packages }: LockFile, { dependencies, devDependencies }: PackageFile): string[] {
  const ranges = Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} is not pinned: ${version}`);
  const locked = Object.entries(packages).flatMap(([path, one]) => (path === "" ? [] : packageProblems(path, one)));
  return [...ranges, ...locked];
}

function packageProblems(
  path: string,
  { integrity, resolved, license = "none", dev = false, hasInstallScript = false }: LockedPackage,
): string[] {
  const problems: string[] = [];
  if (!/^sha512-/.test(integrity ?? "")) problems.push(`${path} has no sha512 of its contents`);
  if (resolved !== undefined && !resolved.startsWith(REGISTRY)) problems.push(`${path} comes from ${resolved}`);
  if (!(dev ? TOOLS : SHIPPED).has(license)) problems.push(`${path} has the licence ${license}`);
  if (!dev && hasInstallScript) problems.push(`${path} is shipped and runs a script when it is installed`);
  return problems;
}
