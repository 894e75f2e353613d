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
  "request-mode": "Call the final address directly, or let the call follow redirects.",
  "local-network-access": "Allow “local network access” for the page, or serve page and target from the same network.",
};

export function cureOf(id: string): string {
  return CURES[id] ?? TRY_IN_TAB;
}
