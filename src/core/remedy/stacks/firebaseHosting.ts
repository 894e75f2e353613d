import { json } from "../encode/json";
import type { Stack } from "../policy";
import { habit } from "./signs";
import { snippets } from "./snippets";
import { renderStatic } from "./staticHeaders";

export const firebaseHosting: Stack = {
  id: "firebase-hosting",
  title: "Firebase Hosting, static files",
  family: "cloud",
  language: "json",
  install: "",
  placement: "One entry of the list `headers` below `hosting`. Narrow `**` to the paths that other sites read.",
  restart: "`firebase deploy --only hosting`.",
  docs: "https://firebase.google.com/docs/hosting/full-config#headers",
  pitfalls: [
    {
      id: "wrong-path",
      text: "A `source` that does not match the path, such as `/items/` for `/items`, adds nothing.",
    },
  ],
  likely: (reply) => habit(reply, { "x-served-by": "cache-", "x-timer": "S", "strict-transport-security": "max-age=31556926" }, 0.6),
  render: (policy) =>
    renderStatic("Firebase Hosting", "cloudflare-workers", policy, (fields) =>
      snippets([
        { file: "firebase.json", where: "in the list headers below hosting", slot: "headers" },
        json({ source: "**", headers: fields.map(([key, value]) => ({ key, value })) }),
      ]),
    ),
};
