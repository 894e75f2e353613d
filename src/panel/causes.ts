import { idInWords } from "../parts/words";

/** One sentence per root cause of `core/diagnosis/causes`. An id without a sentence is shown in words, so a new cause is never hidden. */
const CAUSES: Readonly<Record<string, string>> = {
  "local-network-access": "A public page called an address of this machine or network, and the browser keeps them apart.",
  "error-response-without-cors-headers":
    "The server failed first, and its error page carries no CORS headers. Cure the error, then send the headers on errors too.",
  "server-never-opted-in": "The server sends no CORS header at all: it never opted in to being read by other origins.",
  "allow-origin-forgotten": "The server sends some CORS headers, but forgot the one that counts most: Access-Control-Allow-Origin.",
  "preflight-needs-auth":
    "The server wants the preflight to log in. Preflights never carry credentials: answer OPTIONS before authentication.",
  "preflight-not-routed": "Nothing in the server answers OPTIONS for this address: the CORS handling has to come before the routes.",
  "preflight-server-error": "The server failed while it answered the preflight. Its log says why.",
  "preflight-refused": "The server refuses OPTIONS for this address.",
  "preflight-redirected": "The server redirects the preflight. Call the final address directly.",
  "preflight-redirected-by-slash":
    "The address lacks (or has too many of) a trailing slash, so the server redirects. Call it exactly as the server spells it.",
  "preflight-redirected-to-https": "The page calls http: and the server redirects to https:. Call https: directly.",
  "preflight-redirected-to-login": "The session is over and the server redirects to a login page. An API should answer 401 instead.",
  "redirect-without-cors-headers": "The redirect itself carries no CORS headers. Every hop needs them, not only the last.",
  "redirect-with-credentials": "The redirect leads to a URL with a user name and password.",
  "credentials-with-wildcard": "The server says *, which never counts when credentials are sent. Name the origin, or send no credentials.",
  "credentials-not-allowed": "The page sends credentials and the server does not allow them.",
  "two-layers-add-cors": "Two layers (an app and its proxy, as a rule) both add the header. Let only one of them do it.",
  "list-of-origins": "The header lists several origins. It may hold exactly one: the server has to pick the one that asked.",
  "malformed-allow-origin": "The value is no origin. An origin is scheme, host and port, nothing else.",
  "malformed-list": "The list cannot be parsed: names separated by commas are expected.",
  "method-case": "Method names are matched letter by letter: the server lists this one in another spelling.",
  "method-not-allowed": "The server's list of methods lacks this one.",
  "header-not-allowed": "The server's list of request headers lacks one that the page sends.",
  "null-origin": "The page has no origin of its own (a file, a sandboxed frame): its Origin is null, which nobody should allow.",
  "null-origin-after-redirect": "A redirect across origins turned the request's Origin into null. Call the final address directly.",
  "origin-differs": "The allowed origin is not the one that asked.",
  "origin-differs-by-slash": "The allowed origin ends with a slash. An origin never does.",
  "origin-differs-by-case": "The allowed origin differs only in upper and lower case. Origins are matched letter by letter.",
  "origin-differs-by-port": "The allowed origin and the page's differ only in the port.",
  "origin-differs-by-scheme": "The allowed origin and the page's differ in http and https.",
  "origin-differs-by-www": "The allowed origin and the page's differ only in www.",
  "origin-differs-by-host": "The allowed origin names another host.",
};

export function causeSentence(id: string): string {
  return CAUSES[id] ?? `${idInWords(id)}.`;
}

const TRY_IN_TAB = "Open the URL in a tab of its own: it fails there too, and the browser says why.";

/** What to do instead, per class of `core/diagnosis/notCors`. */
const CURES: Readonly<Record<string, string>> = {
  "connection-refused": "Start the server, or correct host and port in the URL.",
  dns: "Check the spelling of the host name, then your DNS and VPN.",
  "blocked-by-client": "Try a window without extensions; in DevTools look under “Network request blocking”.",
  policy: "Ask whoever manages this browser or system.",
  corp: "Send Cross-Origin-Resource-Policy: cross-origin (or same-site) with the reply.",
  orb: "Correct the reply's Content-Type, or fetch the data in CORS mode.",
  csp: "Add the address to the page's Content-Security-Policy (connect-src for fetch and XMLHttpRequest).",
  aborted: "If the page did not mean it, look for an AbortController, a timeout or a navigation.",
  tls: "Open the URL in a tab of its own and look at the certificate.",
  "unsafe-port": "Let the server listen on another port.",
  "redirect-loop": "Look at where the redirects lead; often a cookie is missing that would end them.",
  "redirect-scheme": "Let the redirect lead to an http: or https: address.",
  "connection-reset": "Look into the server's log: it broke off without a reply.",
  timeout: "Check that the server is up and that no firewall swallows the connection.",
  offline: "Reconnect, or switch off “Offline” in the Network panel.",
  unreachable: "Check the network, the VPN and the address.",
  "body-interrupted": "Look into the server's log: the reply broke off while it was sent.",
  "protocol-error": "Look at the server or the proxy in front of it: its replies are not valid HTTP.",
  "request-invalid": "Look at the call itself: a method, header or body that browsers refuse.",
  network: TRY_IN_TAB,
  "no-cors-mode": "Remove mode: 'no-cors' from the call if the page has to read the reply.",
  "request-mode": "Change the request mode of the call if the page has to read the reply.",
  "local-network-access": "Allow “local network access” for the page, or serve page and target from the same network.",
};

export function cureOf(id: string): string {
  return CURES[id] ?? TRY_IN_TAB;
}
