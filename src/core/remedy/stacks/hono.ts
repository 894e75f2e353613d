import { js } from "../encode/javascript";
import type { Stack } from "../policy";
import { admit } from "./admit";
import { FIRST_OF_ALL } from "./node";
import { HONO_NAMES, optionLines, originOption } from "./nodeOptions";
import { snippets } from "./snippets";

export const hono: Stack = {
  id: "hono",
  title: "Hono",
  family: "app",
  language: "javascript",
  install: "",
  placement: FIRST_OF_ALL,
  restart: "Restart the server, or deploy the worker.",
  docs: "https://hono.dev/docs/middleware/builtin/cors",
  pitfalls: [
    { id: "path-pattern", text: "The pattern has to cover the path: `/api/*` leaves every other route without headers." },
    { id: "after-routes", text: "After the routes it does nothing for them: they have answered already." },
  ],
  render: (policy) => {
    const admission = admit(policy);
    if (!admission.ok) return admission;
    return snippets([
      { file: "index.js", where: "before every other app.use and every route", slot: "middleware" },
      js`import { cors } from "hono/cors";

app.use(
  "*",
  cors({
${optionLines(admission.policy, originOption(admission.policy), HONO_NAMES, js`    `)}
  }),
);
`,
    ]);
  },
};
