import { getHeader } from "../../fetch/headers";
import { json } from "../encode/json";
import type { Stack } from "../policy";
import { snippets } from "./snippets";
import { renderStatic } from "./staticHeaders";

export const vercel: Stack = {
  id: "vercel",
  title: "Vercel, by vercel.json",
  family: "cloud",
  language: "json",
  install: "",
  placement: "One entry of the list `headers`. Narrow `/(.*)` to the paths that other sites call.",
  restart: "Deploy the project.",
  docs: "https://vercel.com/docs/project-configuration#headers",
  pitfalls: [
    {
      id: "function-answers-options",
      text: "The headers come on top of what a function answers: it still has to answer OPTIONS with 200 or 204.",
      seen: (_, { cause }) => cause === "preflight-not-routed" || cause === "preflight-refused",
    },
    {
      id: "deployment-protection",
      text: "Deployment Protection asks the preflight of a preview to log in: allow OPTIONS for the path in the project's settings.",
      seen: (_, { cause }) => cause === "preflight-needs-auth",
    },
  ],
  likely: (reply) => (/^vercel$/i.test(getHeader(reply, "Server") ?? "") ? 0.85 : getHeader(reply, "x-vercel-id") === null ? 0 : 0.8),
  render: (policy) =>
    renderStatic("vercel.json", "nextjs-proxy", policy, (fields) =>
      snippets([
        { file: "vercel.json", where: "in the list headers", slot: "headers" },
        json({ source: "/(.*)", headers: fields.map(([key, value]) => ({ key, value })) }),
      ]),
    ),
};
