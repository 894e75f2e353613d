import { js } from "../encode/javascript";
import type { Policy, Rendered, Stack } from "../policy";
import { admit } from "./admit";
import { FIRST_MIDDLEWARE, FIRST_OF_ALL, poweredByExpress } from "./node";
import { EXPRESS_NAMES, optionLines, originOption } from "./nodeOptions";
import { answered, causedBy, refusedWith } from "./pitfallSigns";
import { snippets } from "./snippets";

export const expressCors: Stack = {
  id: "express-cors",
  title: "Express with the cors package",
  family: "app",
  language: "javascript",
  install: "npm install cors",
  placement: FIRST_OF_ALL,
  restart: "Restart the server.",
  docs: "https://expressjs.com/en/resources/middleware/cors.html",
  pitfalls: [
    {
      id: "after-login",
      text: "After a login in the chain it never sees a preflight, which carries no token and is answered 401.",
      seen: causedBy("preflight-needs-auth"),
    },
    { id: "after-routes", text: "After the routes it does nothing for them: they have answered already." },
    {
      id: "wildcard-with-cookies",
      text: "`cors()` without options says `*`, which never counts for a request with credentials.",
      seen: refusedWith("WildcardOriginNotAllowed"),
    },
    {
      id: "one-route-only",
      text: "On one `app.get` only, it answers no preflight of PUT or DELETE: use it for the whole application.",
      seen: causedBy("preflight-not-routed"),
    },
    {
      id: "refusal-by-error",
      text: "An `origin` function that calls back with `new Error(...)` answers 500 without headers: call back with `null, false` to refuse.",
      seen: answered((status) => status === 500),
    },
    {
      id: "slash-at-the-end",
      text: "An origin has no path and no slash at its end.",
      seen: causedBy("origin-differs-by-slash"),
    },
  ],
  likely: poweredByExpress,
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  return snippets([
    FIRST_MIDDLEWARE,
    js`import cors from "cors"; // CommonJS: const cors = require("cors");

app.use(
  cors({
${optionLines(admission.policy, originOption(admission.policy), EXPRESS_NAMES, js`    `)}
  }),
);
`,
  ]);
}
