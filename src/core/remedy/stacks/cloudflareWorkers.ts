import { getHeader } from "../../fetch/headers";
import { js } from "../encode/javascript";
import type { Stack } from "../policy";
import { admit } from "./admit";
import { FETCH_HANDLER_PITFALLS, fetchWrapper } from "./fetchHandler";
import { snippets } from "./snippets";

export const cloudflareWorkers: Stack = {
  id: "cloudflare-workers",
  title: "Cloudflare Workers",
  family: "cloud",
  language: "javascript",
  install: "",
  placement:
    "The wrapper goes around the whole handler, so that preflights are answered before routing. The Cache API ignores `Vary`: do not cache its replies by hand.",
  restart: "Deploy with `npx wrangler deploy`.",
  docs: "https://developers.cloudflare.com/workers/examples/cors-header-proxy/",
  pitfalls: FETCH_HANDLER_PITFALLS,
  // Cloudflare stands before every other kind of server as well.
  likely: (reply) => (getHeader(reply, "CF-Ray") !== null ? 0.3 : 0),
  render: (policy) => {
    const admission = admit(policy);
    if (!admission.ok) return admission;
    return snippets(
      [{ file: "index.js", where: "above the export", slot: "function" }, fetchWrapper(admission.policy)],
      [
        { file: "index.js", where: "in place of the export, with your fetch handler in the brackets", slot: "export" },
        js`export default { fetch: withCors(handle) };
`,
      ],
    );
  },
};
