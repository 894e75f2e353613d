import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

let nginx: string | undefined;

/** The machine's nginx; installed, with one line that says so, as root on Debian or Ubuntu. */
export function findNginx(): string {
  const places = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx", "/usr/local/bin/nginx"];
  nginx ??= places.find((place) => existsSync(place));
  if (nginx !== undefined) return nginx;
  const cure = "apt-get update && apt-get install -y nginx-light";
  if (process.env.CORSCOPE_NO_INSTALL === "1" || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new Error(`nginx is missing: install it, on Debian or Ubuntu with: ${cure}`);
  }
  console.log(`Installing nginx: ${cure}`);
  execFileSync("sh", ["-c", cure], { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  nginx = places.find((place) => existsSync(place));
  if (nginx === undefined) throw new Error("nginx was installed and still is not where Debian puts it");
  return nginx;
}
