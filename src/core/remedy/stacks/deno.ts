import { getHeader } from "../../fetch/headers";
import { js } from "../encode/javascript";
import type { Stack } from "../policy";
import { admit } from "./admit";
import { FETCH_HANDLER_PITFALLS, fetchWrapper } from "./fetchHandler";
import { snippets } from "./snippets";

export const deno: Stack = {
  id: "deno",
  title: "Deno and Supabase Edge Functions",
  family: "cloud",
  language: "javascript",
  install: "",
  placement:
    "The wrapper goes around the whole handler, so that preflights are answered before routing. A Supabase function checks the token in front of your code: preflights carry none, so check it in the code (`verify_jwt = false` in config.toml).",
  restart: "Restart it, or deploy with `supabase functions deploy`.",
  docs: "https://supabase.com/docs/guides/functions/cors",
  pitfalls: FETCH_HANDLER_PITFALLS,
  likely: (reply) => (getHeader(reply, "sb-request-id") !== null || /deno/i.test(getHeader(reply, "Server") ?? "") ? 0.9 : 0),
  render: (policy) => {
    const admission = admit(policy);
    if (!admission.ok) return admission;
    return snippets(
      [{ file: "index.ts", where: "above Deno.serve", slot: "function" }, fetchWrapper(admission.policy)],
      [
        { file: "index.ts", where: "in place of Deno.serve, with your handler in the brackets", slot: "serve" },
        js`Deno.serve(withCors(handle));
`,
      ],
    );
  },
};
