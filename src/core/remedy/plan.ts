import type { Diagnosis } from "../diagnosis/diagnosis";
import type { CorsError } from "../engines/corsError";
import type { Exchange } from "../exchange/exchange";
import { fieldValues } from "../fetch/headers";
import { originOf } from "../fetch/origins";
import { isOkStatus, isRedirectStatus } from "../fetch/statuses";
import { clientAdvice } from "./clientAdvice";
import { nullOriginPlan } from "./nullOrigin";
import type { Plan } from "./policy";
import { quote, quoteOrigin } from "./quote";
import type { Refused } from "./refused";

export function planFor(exchange: Exchange, diagnosis: Diagnosis, part: Refused): Plan {
  const fixed = diagnosis.reason === null ? undefined : WITHOUT_HEADERS[diagnosis.reason];
  if (fixed !== undefined) return { headersHelp: false, ...fixed };
  if (diagnosis.origin === "null") return nullOriginPlan(exchange, part);
  if (part.stage === "preflight" && isRedirect(part) && !answersPreflight(part)) return redirectedPreflight(part);
  if (part.stage !== "preflight" && isRedirect(part) && part.location !== null && leavesServer(part.url, part.location))
    return taintingRedirect(part);
  if (/^[A-Z-]+$/i.test(part.method) && part.method !== part.method.toUpperCase()) return lowerCaseMethod(part.method);
  return serverPlan(diagnosis, part);
}

/**
 * True where the remedy includes that the server answers OPTIONS itself with 204. A redirected preflight only counts where the redirect is a
 * login page: everywhere else the client asks the wrong URL.
 */
export function answersPreflight(part: Refused): boolean {
  if (part.stage !== "preflight" || part.reply === null || isOkStatus(part.reply.status)) return false;
  return !isRedirect(part) || part.location === null || isLogin(part.url, part.location);
}

function isRedirect(part: Refused): boolean {
  return part.reply !== null && isRedirectStatus(part.reply.status);
}

function isLogin(from: string, location: string): boolean {
  const target = URL.parse(location);
  const login = /(?:^|[/._-])(?:log-?in|sign-?in|sso|saml2?|oauth2?|openid|auth|authorize|cas)(?:[/._?-]|$)/i;
  return target !== null && login.test(`${target.hostname}${target.pathname}`) && !login.test(URL.parse(from)?.pathname ?? "");
}

const leavesServer = (url: string, location: string): boolean => originOf(url) !== originOf(location);

const NETWORK_GATE = {
  party: "nobody",
  summary: "No CORS header cures this: the browser keeps pages away from your local network until they are allowed to reach it.",
  advice: [
    "Serve the page over https and let the user grant the browser's local network permission; a frame also needs it in its allow attribute.",
    "Access-Control-Allow-Private-Network is no longer read by any browser.",
  ],
} as const;

const WITHOUT_HEADERS: Partial<Record<CorsError, Omit<Plan, "headersHelp">>> = {
  InsecureLocalNetwork: NETWORK_GATE,
  InvalidLocalNetworkAccess: {
    ...NETWORK_GATE,
    advice: ["The call names a targetAddressSpace that the address does not have: correct it or leave it out."],
  },
  LocalNetworkAccessPermissionDenied: NETWORK_GATE,
  DisallowedByMode: {
    party: "client",
    summary: "Drop `mode: 'same-origin'` from the call: it forbids every cross-origin request before a server is asked.",
    advice: ["After that the server's CORS headers decide; until then none of them is read."],
  },
  NoCorsRedirectModeNotFollow: {
    party: "client",
    summary: "Drop either `mode: 'no-cors'` or the `redirect` option from the call: a browser refuses the two together.",
    advice: ["`no-cors` is no cure for CORS: its reply cannot be read by the page."],
  },
  CorsDisabledScheme: {
    party: "client",
    summary: "Open the page from an http(s) server and call a URL that begins with `http://` or `https://`.",
    advice: [
      "`localhost:3000/x` without `http://` is a URL of the scheme `localhost`.",
      "A page opened by double click has no origin that a server could allow.",
    ],
  },
  InvalidResponse: {
    party: "client",
    summary: "Look into the page's service worker: it answered this call with an error or an opaque reply.",
    advice: ["A reply fetched with `mode: 'no-cors'` cannot be handed to a call that wants to read it."],
  },
  RedirectContainsCredentials: {
    party: "server",
    summary: "Redirect to a URL without user name and password.",
    advice: ["Use a header or a signed URL for what the user name and password were for. CORS headers on the redirect change nothing."],
  },
};

function redirectedPreflight(part: Refused): Plan {
  if (part.location === null) return serverAnswers("The server redirects the preflight to nowhere: answer OPTIONS itself with 204.", []);
  const why = redirectDifference(part.url, part.location);
  return {
    party: "client",
    headersHelp: false,
    summary: `Call ${quote(part.location)} directly: a preflight may not be redirected.`,
    advice: [
      `${quoteOrigin(part.url)} redirects to ${quote(part.location)}${why}. CORS headers on the redirect change nothing.`,
      "If callers cannot be changed, exempt OPTIONS requests from the redirect.",
    ],
  };
}

function redirectDifference(from: string, to: string): string {
  const [a, b] = [URL.parse(from), URL.parse(to)];
  if (a === null || b === null) return "";
  if (a.host === b.host && a.protocol !== b.protocol)
    return `: same address, ${b.protocol.slice(0, -1)} instead of ${a.protocol.slice(0, -1)}`;
  if (a.host === b.host && `${a.pathname}/` === b.pathname) return ": same address with a slash at the end";
  if (a.host === b.host && a.pathname === `${b.pathname}/`) return ": same address without the slash at the end";
  return a.host === `www.${b.host}` || b.host === `www.${a.host}` ? ": same site with or without www" : "";
}

function taintingRedirect(part: Refused): Plan {
  const to = part.location ?? "";
  return {
    party: "client",
    headersHelp: false,
    summary: `Call ${quote(to)} directly: behind a redirect to another origin the browser sends \`Origin: null\`, which no server should allow.`,
    advice: [
      `${quoteOrigin(part.url)} redirects to ${quoteOrigin(to)}. Even with CORS headers on the redirect, the next request would come from \`null\`.`,
      "If it is a login page: an API should answer 401 instead of redirecting, and the page should go there itself.",
    ],
  };
}

function lowerCaseMethod(method: string): Plan {
  return {
    party: "client",
    headersHelp: false,
    summary: `Write the method as \`${method.toUpperCase()}\`: browsers upper-case only DELETE, GET, HEAD, OPTIONS, POST and PUT.`,
    advice: [`Methods are compared byte for byte, and many servers do not parse \`${method}\` at all.`],
  };
}

function serverPlan(diagnosis: Diagnosis, part: Refused): Plan {
  const layers = fieldValues(part.reply?.headers ?? [], "Access-Control-Allow-Origin");
  if (layers.length > 1) return twoLayers();
  const advice = [
    ...preflightAdvice(part),
    ...errorAdvice(part),
    ...valueAdvice(diagnosis, layers[0] ?? null),
    ...clientAdvice(diagnosis, part),
  ];
  return { party: "server", headersHelp: true, summary: "", advice };
}

function serverAnswers(summary: string, advice: readonly string[]): Plan {
  return { party: "server", headersHelp: true, summary, advice };
}

function twoLayers(): Plan {
  const advice = [
    "Access-Control-Allow-Origin arrived more than once: two layers write it, usually the application and a proxy or CDN before it.",
    "Let one layer write CORS headers and remove them from the other (nginx: `proxy_hide_header`); do not add a third.",
  ];
  return {
    party: "proxy",
    headersHelp: true,
    summary: "Let only one layer send the CORS headers: the application or the proxy before it.",
    advice,
  };
}

function preflightAdvice(part: Refused): string[] {
  if (!answersPreflight(part) || part.reply === null) return [];
  const status = part.reply.status;
  const must = `The preflight was answered ${status}: answer OPTIONS with 204`;
  if (isRedirect(part))
    return [`${must} before the redirect to ${quote(part.location ?? "")}: a preflight never carries cookies or a token.`];
  if (status === 401 || status === 403 || status === 407)
    return [`${must} before authentication: a preflight never carries cookies or a token.`];
  if (status === 404 || status === 405 || status === 501) return [`${must} before routing: no route of this server takes it.`];
  if (status >= 500) return [`${must} before anything that can fail; the server failed on it, so look into its log as well.`];
  return [`${must} before everything else.`];
}

/** A crash is the news; the missing headers only hide it. */
function errorAdvice(part: Refused): string[] {
  if (part.stage === "preflight" || part.reply === null || part.reply.status < 400) return [];
  const status = part.reply.status;
  const first = status >= 500 ? `The server failed with ${status} first` : `The server refused the request itself with ${status}`;
  return [
    `${first}; the missing CORS headers only keep the page from reading that. Send them on error replies too, from the outermost layer.`,
  ];
}

function valueAdvice(diagnosis: Diagnosis, allowOrigin: string | null): string[] {
  if (allowOrigin === "*" && diagnosis.credentials !== "omit")
    return ["If the call needs no cookies, not sending credentials is enough: `*` then stands."];
  if (allowOrigin !== null && /[ ,]/.test(allowOrigin))
    return ["Access-Control-Allow-Origin takes one origin: choose the one that equals the request's Origin."];
  if (allowOrigin !== null && diagnosis.origin !== null && allowOrigin !== diagnosis.origin && allowOrigin !== "*") {
    return [
      `The server names ${quote(allowOrigin)}, the request came from ${quote(diagnosis.origin)}: the two must be equal byte for byte.`,
    ];
  }
  return [];
}
