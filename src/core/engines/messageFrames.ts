import type { MessageParams } from "./messages";

/** What consoles put around a reason: which address, which page, which status. Texts are plain (`readMessage.ts`): one kind of quote. */
export interface Found {
  readonly from: number;
  readonly to: number;
}

interface Frame extends Found {
  readonly params: MessageParams;
}

const CHROMIUM =
  /Access\s+to\s+[\w\s]{1,40}?\s+at\s+'(?<url>[^'\n]*)'(?:\s+\(redirected\s+from\s+'[^'\n]*'\))?\s+from\s+origin\s+'(?<origin>[^'\n]*)'\s+has\s+been\s+blocked\s+by\s+CORS\s+policy:?/gi;
const FIREFOX =
  /Cross-\s?Origin\s+Request\s+(?:Blocked|Warning):\s+The\s+Same\s+Origin\s+Policy\s+(?:disallows|will\s+disallow)\s+reading\s+the\s+remote\s+resource\s+at\s+(?<url>\S+?)\.?(?=\s)(?:\s*\(Reason:)?/gi;
const WEBKIT = /(?:Fetch\s+API|XMLHttpRequest|EventSource)\s+cannot\s+load\s+(?<url>\S+?)\.?\s+due\s+to\s+access\s+control\s+checks/gi;
const FRAMES = [
  ["chromium", CHROMIUM],
  ["firefox", FIREFOX],
  ["webkit", WEBKIT],
] as const;

/** Chrome of 2018 and before: `Failed to load URL: reason. Origin 'O' is therefore not allowed access.` */
const OLD_ADDRESS = /(?:Failed to load|cannot load)\s(?<url>\w+:\/\/[^\s']+?)[.:]\s$/i;
const OLD_ORIGIN = /^[^\n]{0,20}?Origin\s'(?<origin>[^'\n]*)'\sis\stherefore\snot\sallowed/i;
const STATUS = /^[\s.):]{0,4}Status\scode:\s(?<status>\d{3})/i;

/** Each place that says "blocked by CORS", whatever the reason. */
export function framesWithin(text: string): (Frame & { readonly engine: "chromium" | "firefox" | "webkit" })[] {
  return FRAMES.flatMap(([engine, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({
      engine,
      from: match.index,
      to: match.index + match[0].length,
      params: { ...match.groups },
    })),
  );
}

/** What stands around a reason, not further than the reasons beside it. */
export function frameOf(text: string, { from, to }: Found, since: number, until: number): Frame {
  const before = text.slice(since, from);
  const after = text.slice(to, until);
  const heads = [CHROMIUM, FIREFOX].flatMap((pattern) => [...before.matchAll(pattern)]).sort((a, b) => b.index - a.index);
  const head = heads.find((match) => /^[\s:]*(?:Response to preflight[^\n]*)?$/i.test(before.slice(match.index + match[0].length)));
  const tail = [...after.matchAll(WEBKIT)][0];
  const old = OLD_ADDRESS.exec(before);
  const status = STATUS.exec(after)?.groups?.status;
  const groups = head?.groups ?? { ...tail?.groups, ...old?.groups, ...OLD_ORIGIN.exec(after)?.groups };
  return {
    from: head === undefined ? from : since + head.index,
    to: tail === undefined ? to : to + tail.index + tail[0].length,
    params: { ...groups, ...(status === undefined ? {} : { status: Number(status) }) },
  };
}
