import { MOST_BYTES, marksOf } from "../../core/remedy/unmask";
import type { LiveNews, Unmasked } from "../../messaging/live";
import type { LiveHost } from "./host";

const PATIENCE_MS = 10_000;

/** Fetches the reply that the page was not given. What it says is handed on and kept nowhere. */
export async function unmask(host: LiveHost, url: string, method: "GET" | "HEAD"): Promise<LiveNews> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const reply = await host.fetch(url, {
      method,
      credentials: "omit",
      redirect: "manual",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal,
    });
    return { step: "unmasked", reply: await readReply(url, reply), done: true };
  } catch {
    return { step: "unreachable", timeout: signal.aborted, done: true };
  }
}

async function readReply(url: string, reply: Response): Promise<Unmasked> {
  const contentType = reply.headers.get("content-type") ?? "";
  return {
    url,
    status: reply.status,
    statusText: reply.statusText,
    contentType,
    marks: marksOf([...reply.headers]),
    ...(await readBody(reply, contentType)),
    redirected: reply.type === "opaqueredirect",
  };
}

/** The first 64 kB, as text whatever it is. */
async function readBody({ body }: Response, contentType: string): Promise<Pick<Unmasked, "body" | "cutAt">> {
  if (body === null) return { body: "", cutAt: null };
  const decoder = decoderFor(contentType);
  const reader = body.getReader();
  let text = "";
  for (let left = MOST_BYTES; ; ) {
    const { done, value } = await reader.read();
    if (done) return { body: text + decoder.decode(), cutAt: null };
    text += decoder.decode(value.subarray(0, left), { stream: true });
    if (value.length > left) {
      void reader.cancel().catch(() => undefined);
      return { body: text + decoder.decode(), cutAt: MOST_BYTES };
    }
    left -= value.length;
  }
}

function decoderFor(contentType: string): TextDecoder {
  const charset = /;\s*charset="?([\w.:-]+)/i.exec(contentType)?.[1];
  try {
    return new TextDecoder(charset ?? "utf-8");
  } catch {
    return new TextDecoder(); // the server names a charset that does not exist
  }
}
