import { classOfError, isLocalNetworkError } from "../engines/errors";
import { plain, type ReadMessage, readMessages } from "../engines/readMessage";
import { NOT_CORS_SENTENCES } from "./notCors";

/** A line that is taken for the CORS check's and is not. */
export interface MistakenLine {
  /** A class of `notCors.ts`, or one of the lines below. */
  readonly id: string;
  /** The words that tell it. */
  readonly quote: string;
  readonly sentence: string;
  readonly url?: string;
}

export interface ReadConsole {
  readonly messages: readonly ReadMessage[];
  readonly mistaken: readonly MistakenLine[];
}

/** What a script is told of every failed request alike, and what only goes along with a line that says more. */
const SAYS_NOTHING = "says-nothing";

const LINES: readonly (readonly [id: string, pattern: RegExp, sentence?: string])[] = [
  [
    "mixed-content",
    /Mixed Content: [^\n]*?(?:insecure|http:)[^\n]*|Blocked loading mixed active content[^\n]*/i,
    "A page loaded over https: asked an http: address, and the browser did not send the request. Serve the address over https:.",
  ],
  ["csp", /Refused to (?:connect|load)[^\n]*?(?:Content Security Policy|connect-src|default-src)[^\n]*/i],
  ["csp", /(?:Connecting|Loading)[^\n]*?violates the following Content Security Policy[^\n]*/i],
  ["csp", /Content-Security-Policy: The page's settings[^\n]*/i],
  ["csp", /Blocked by Content Security Policy/i],
  ["orb", /Cross-Origin Read Blocking|\bCORB\b|blocked by ORB|OpaqueResponseBlocking/i],
  ["corp", /was blocked due to its Cross-Origin-(?:Resource|Embedder)-Policy[^\n]*|NS_ERROR_DOM_CORP_FAILED/i],
  [
    "mime",
    /disallowed MIME type|strict MIME type checking[^\n]*|MIME type \([^)\n]*\) (?:mismatch|is not)[^\n]*/i,
    "The reply has the wrong Content-Type for a script or style sheet, as a rule an error page in HTML. Look at the reply itself.",
  ],
  [
    "tainted-canvas",
    /Tainted canvases may not be exported|canvas has been tainted|The operation is insecure/i,
    'An image of another origin was drawn without asking for CORS. Load it with crossorigin="anonymous", and let its server send Access-Control-Allow-Origin.',
  ],
  [
    "frame-access",
    /Blocked a frame with origin[^\n]*|Permission denied to access property[^\n]*cross-origin object/i,
    "Script in one frame reached into a frame of another origin. No header allows that: let the frames talk by postMessage.",
  ],
  [
    "frame-refused",
    /Refused to display [^\n]*|X-Frame-Options[^\n]*/i,
    "The other site does not let itself be shown in a frame (X-Frame-Options or frame-ancestors). CORS has no say in that.",
  ],
  [
    "header-not-exposed",
    /Refused to get unsafe header[^\n]*/i,
    "The reply passed, and this one header is kept from the page: name it in Access-Control-Expose-Headers.",
  ],
  [
    "unsafe-header",
    /Refused to set unsafe header[^\n]*/i,
    "Only the browser sets this header; it was left out, and the request went on without it.",
  ],
  ["cors-off", /Reason: CORS disabled/i, "CORS is switched off in this Firefox: set content.cors.disable to false in about:config."],
  [
    "http-status",
    /the server responded with a status of \d+[^\n]*/i,
    "The server answered with an error status. That by itself is no CORS failure: look at the reply.",
  ],
  [
    "dropped-connection",
    /The network connection was lost|Could not connect to the server|A server with the specified hostname could not be found/i,
    "Safari could not reach the server, or lost it.",
  ],
];

const NOTHING_SAID: readonly RegExp[] = [
  /(?:TypeError: )?Failed to fetch/i,
  /NetworkError when attempting to fetch resource/i,
  /(?:TypeError: )?Load failed/i,
  /(?:AxiosError|Error): Network Error/i,
  /net::ERR_FAILED/i,
];

/** Lines of a console, in whatever words: what the CORS check said, and what is only taken for it. Never throws. */
export function readConsole(pasted: string): ReadConsole {
  const messages = readMessages(pasted);
  const text = plain(pasted);
  const mistaken: MistakenLine[] = [];
  const add = (id: string, match: RegExpExecArray, sentence: string | undefined) => {
    if (mistaken.some((one) => one.id === id)) return;
    const line = text.slice(text.lastIndexOf("\n", match.index) + 1).split("\n", 1)[0] ?? "";
    const url = /\b(?:https?|wss?):\/\/[^\s'")\]]+/i.exec(line)?.[0].replace(/[.,;:]+$/, "");
    const quote = match[0].slice(0, 200);
    mistaken.push({ id, quote, sentence: sentence ?? classSentence(id, url), ...(url === undefined ? {} : { url }) });
  };
  for (const match of text.matchAll(/(?:net::|\b)(?<name>(?<=net::)ERR_[A-Z0-9_]+|NS_(?:ERROR|BINDING)_[A-Z0-9_]+)/g)) {
    const id = isLocalNetworkError(match[1] ?? "") ? "local-network-access" : classOfError(match[1] ?? "");
    if (id !== null) add(id, match as RegExpExecArray, undefined);
  }
  for (const [id, pattern, sentence] of LINES) {
    const match = pattern.exec(text);
    if (match !== null) add(id, match, sentence);
  }
  if (messages.length > 0 || mistaken.length > 0) return { messages, mistaken };
  const empty = NOTHING_SAID.map((pattern) => pattern.exec(text)).find((match) => match !== null);
  if (empty != null) {
    add(
      SAYS_NOTHING,
      empty,
      "This is all that a page's script is told, whatever went wrong: CORS or a dead server, an ad blocker or an aborted call. The console's own line, or the request in this list, says which.",
    );
  }
  return { messages, mistaken };
}

/** The sentence of a class, about the address of the line or, where it names none, "the server". */
function classSentence(id: string, url: string | undefined): string {
  const host = URL.parse(url ?? "")?.host;
  const filled = (NOT_CORS_SENTENCES[id] ?? "")
    .replace("{host}", () => (host === undefined ? "the server" : `\`${host}\``))
    .replace("{page}", "the page");
  return filled.slice(0, 1).toUpperCase() + filled.slice(1);
}
