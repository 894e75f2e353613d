import { getHeader } from "../../fetch/headers";
import { http, httpValue } from "../encode/http";
import { join } from "../encode/lit";
import type { Stack } from "../policy";
import { snippets } from "./snippets";
import { renderStatic } from "./staticHeaders";

export const netlify: Stack = {
  id: "netlify",
  title: "Netlify, static files",
  family: "cloud",
  language: "http",
  install: "",
  placement: "The file has to lie in the folder that is published. Narrow `/*` to the paths that other sites read.",
  restart: "Deploy the site.",
  docs: "https://docs.netlify.com/manage/routing/headers/",
  pitfalls: [
    {
      id: "not-for-functions",
      text: "The file does not count for Functions, Edge Functions and replies that a rewrite fetched elsewhere: those have to send the headers themselves.",
    },
    {
      id: "preflight-of-static-files",
      text: "Whether a static file answers OPTIONS is up to Netlify: what needs a preflight belongs in a function.",
      seen: (_, { cause }) => cause === "preflight-not-routed" || cause === "preflight-refused",
    },
  ],
  likely: (reply) => (/^netlify/i.test(getHeader(reply, "Server") ?? "") ? 0.85 : getHeader(reply, "x-nf-request-id") === null ? 0 : 0.8),
  render: (policy) =>
    renderStatic("A `_headers` file", "cloudflare-workers", policy, (fields) =>
      snippets([
        { file: "_headers", where: "at the end of the file", slot: "headers" },
        http`/*
${join(
  fields.map(([name, value]) => http`  ${httpValue(name)}: ${httpValue(value)}`),
  "\n",
)}
`,
      ]),
    ),
};
