/** Runs in the page. Types are all it may import. */

export interface Ask {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly credentials: "omit" | "include";
}

/** Sends all, `width` at a time; what a page may not send is sent without it. */
export async function send({ asks, width }: { asks: readonly Ask[]; width: number }): Promise<void> {
  const left = [...asks];
  const headersOf = (list: Ask["headers"]): Headers => {
    const headers = new Headers();
    for (const [name, value] of list) {
      try {
        headers.append(name, value.replace(/[\r\n\0]/g, " "));
      } catch {
        headers.append("x-refused", "1");
      }
    }
    return headers;
  };
  const lane = async (): Promise<void> => {
    for (let ask = left.shift(); ask !== undefined; ask = left.shift()) {
      const { url, method, headers, credentials } = ask;
      const init = { headers: headersOf(headers), credentials, signal: AbortSignal.timeout(10_000) } as const;
      const tried = await fetch(url, { ...init, method }).catch((problem: unknown) => problem);
      if (tried instanceof TypeError && /method/i.test(tried.message)) await fetch(url, init).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}
