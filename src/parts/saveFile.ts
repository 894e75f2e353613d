/** Downloads by a link, which needs no permission. */
export function saveFile(parts: readonly string[], type: string, name: string): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the blob after this task; letting go at once would leave it with nothing.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** `corscope-<host>-<date>.har`; the host is a stranger's text, so only what a file name may hold stays. */
export function reportName(host: string, at: Date): string {
  const safe = host
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/gu, "-")
    .replace(/^[.-]+|[.-]+$/gu, "")
    .slice(0, 80);
  const stamp = at.toISOString().slice(0, 19).replaceAll(":", "").replace("T", "-");
  return `corscope-${safe === "" ? "all-tabs" : safe}-${stamp}.har`;
}

/** Lets input and paint in between two pieces of long work. */
export function breathe(): Promise<void> {
  return new Promise((resume) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resume();
    };
    channel.port2.postMessage(null);
  });
}

/** A HAR as text in pieces: one big `JSON.stringify` would stop the page for seconds. */
export async function harText(har: { readonly log: { readonly entries: readonly unknown[] } }): Promise<string[]> {
  const { entries, ...rest } = har.log;
  const head = JSON.stringify({ log: rest });
  // `{"log":{...}}`: the entries go in front of the last two braces.
  const parts = [head.slice(0, -2), Object.keys(rest).length > 0 ? ',"entries":[' : '"entries":['];
  for (let at = 0; at < entries.length; at += 500) {
    const slice = entries.slice(at, at + 500).map((entry) => JSON.stringify(entry));
    parts.push(at === 0 ? slice.join(",\n") : `,\n${slice.join(",\n")}`);
    await breathe();
  }
  parts.push("]}}\n");
  return parts;
}

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Panels inside DevTools may lack the asynchronous clipboard (focus is counted to DevTools), the old command still works there.
    const focused = document.activeElement;
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "off-screen";
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    // Who copied by a key goes on by keys.
    if (focused instanceof HTMLElement) focused.focus();
    return copied;
  }
}
