import type { Browser } from "puppeteer-core";

/** The part of WebDriver BiDi that puppeteer has no words for: documents of extensions and of the browser itself. */
export interface Bidi {
  send(method: string, params?: object): Promise<Readonly<Record<string, unknown>>>;
  /** Runs a function in a document. It is sent as text: it sees its arguments, which travel as JSON, and nothing else of here. */
  call<R, A extends readonly unknown[]>(context: string, run: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
}

interface Connection {
  send(method: string, params: object): Promise<{ readonly result: Readonly<Record<string, unknown>> }>;
}

interface CallResult {
  readonly type: "success" | "exception";
  readonly result?: { readonly value?: string };
  readonly exceptionDetails?: { readonly text: string };
}

export function bidiOf(browser: Browser): Bidi {
  const { connection } = browser as unknown as { readonly connection: Connection };
  const send: Bidi["send"] = async (method, params = {}) => (await connection.send(method, params)).result;
  return {
    send,
    async call(context, run, ...args) {
      const answer = (await send("script.callFunction", {
        target: { context },
        awaitPromise: true,
        userActivation: true,
        // The compiler of the tests may name functions through a helper of its own.
        functionDeclaration: `async (args) => {
          const __name = (named) => named;
          return JSON.stringify({ value: await (${run})(...JSON.parse(args)) });
        }`,
        arguments: [{ type: "string", value: JSON.stringify(args) }],
      })) as unknown as CallResult;
      if (answer.type === "exception") throw new Error(answer.exceptionDetails?.text ?? "an exception without words");
      return JSON.parse(answer.result?.value ?? "{}").value;
    },
  };
}
