/**
 * Whether a server probably belongs to somebody else. The right answer needs the Public Suffix List (250 kB and stale the day after); this
 * is a hint in a sentence, never a decision, so the last two labels do, three where the suffix is known to have two (`co.uk`,
 * `github.io`). What is wrong by it: rare suffixes of two labels join strangers into one site, and the hint then stays silent.
 */
export function isThirdParty(pageOrigin: string | null, serverUrl: string): boolean {
  const page = pageOrigin === null ? null : hostOf(pageOrigin);
  const server = hostOf(serverUrl);
  if (page === null || server === null || isOwn(page) || isOwn(server)) return false;
  return siteOf(page) !== siteOf(server);
}

/** Loopback, addresses and the names reserved for tests and home networks: whoever debugs them runs them. */
function isOwn(host: string): boolean {
  if (host.startsWith("[") || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host)) return true;
  return !host.includes(".") || /\.(?:localhost|test|example|invalid|local|internal|lan|home\.arpa)$/.test(host);
}

const SHARED = new Set(
  (
    "github.io gitlab.io vercel.app netlify.app pages.dev workers.dev herokuapp.com web.app firebaseapp.com azurewebsites.net " +
    "cloudfront.net amazonaws.com onrender.com fly.dev appspot.com run.app supabase.co surge.sh glitch.me ngrok.io ngrok-free.app"
  ).split(" "),
);

function siteOf(host: string): string {
  const labels = host.replace(/\.$/, "").split(".");
  const suffix = labels.slice(-2).join(".");
  const countryStyle = /^(?:ac|co|com|edu|gov|ltd|ne|net|or|org)\.[a-z]{2}$/.test(suffix);
  return labels.slice(SHARED.has(suffix) || countryStyle ? -3 : -2).join(".");
}

function hostOf(url: string): string | null {
  return URL.parse(url)?.hostname || null;
}
