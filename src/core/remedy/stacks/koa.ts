import { js, jsList } from "../encode/javascript";
import type { Stack } from "../policy";
import { admit } from "./admit";
import { FIRST_OF_ALL } from "./node";
import { HONO_NAMES, optionLines } from "./nodeOptions";
import { causedBy } from "./pitfallSigns";
import { snippets } from "./snippets";

export const koa: Stack = {
  id: "koa",
  title: "Koa",
  family: "app",
  language: "javascript",
  install: "npm install @koa/cors",
  placement: FIRST_OF_ALL,
  restart: "Restart the server.",
  docs: "https://github.com/koajs/cors#corsoptions",
  pitfalls: [
    {
      id: "list-of-origins",
      text: "`origin` takes a string or a function: a list of two is sent as two headers, which browsers refuse.",
      seen: causedBy("two-layers-add-cors"),
    },
    { id: "after-routes", text: "After the routes it does nothing for those that do not call `next`." },
  ],
  render: (policy) => {
    const admission = admit(policy);
    if (!admission.ok) return admission;
    const { origins } = admission.policy;
    const list =
      origins === null
        ? js``
        : js`
const ALLOWED_ORIGINS = new Set(${jsList(origins)});
`;
    const origin = origins === null ? js`"*"` : js`(ctx) => (ALLOWED_ORIGINS.has(ctx.get("Origin")) ? ctx.get("Origin") : "")`;
    return snippets([
      { file: "server.js", where: "before every other app.use", slot: "middleware" },
      js`import cors from "@koa/cors"; // CommonJS: const cors = require("@koa/cors");
${list}
app.use(
  cors({
${optionLines(admission.policy, origin, HONO_NAMES, js`    `)}
  }),
);
`,
    ]);
  },
};
