/** Downloads by a link, which needs no permission. */
export function saveFile(parts: readonly BlobPart[], type: string, name: string): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the blob after this task; letting go at once would leave it with nothing.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** `corscope-<host>-<date>.har`, or of another kind; the host is a stranger's text, so only what a file name may hold stays. */
export function reportName(host: string, at: Date, kind: "har" | "html" = "har"): string {
  const safe = host
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/gu, "-")
    .replace(/^[.-]+|[.-]+$/gu, "")
    .slice(0, 80);
  const stamp = at.toISOString().slice(0, 19).replaceAll(":", "").replace("T", "-");
  return `corscope-${safe === "" ? "all-tabs" : safe}-${stamp}.${kind}`;
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
