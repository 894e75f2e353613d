import { js } from "../encode/javascript";
import type { Stack } from "../policy";
import { admit } from "./admit";
import { corsFunction } from "./manualNode";
import { FIRST_MIDDLEWARE, FIRST_OF_ALL, poweredByExpress } from "./node";
import { causedBy, refusedWith } from "./pitfallSigns";
import { snippets } from "./snippets";

export const expressManual: Stack = {
  id: "express-manual",
  title: "Express without a package",
  family: "app",
  language: "javascript",
  install: "",
  placement: FIRST_OF_ALL,
  restart: "Restart the server.",
  docs: "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS",
  pitfalls: [
    {
      id: "wildcard-with-cookies",
      text: "`*` never counts for a request with credentials, even where Access-Control-Allow-Credentials is sent beside it: echo the origin from a list.",
      seen: refusedWith("WildcardOriginNotAllowed"),
    },
    {
      id: "get-only",
      text: "Headers set for GET only leave the preflight without any: OPTIONS is another request.",
      seen: causedBy("preflight-not-routed"),
    },
    {
      id: "fixed-origin",
      text: "One fixed origin lets in one page only. With several, answer the one that asked and send `Vary: Origin`, or a cache mixes the replies up.",
      seen: refusedWith("AllowOriginMismatch"),
    },
  ],
  // The package is the shorter recipe: after it in the list of what fits.
  likely: (reply) => poweredByExpress(reply) * 0.9,
  render: (policy) => {
    const admission = admit(policy);
    if (!admission.ok) return admission;
    const calling = { parameters: js`req, res, next`, answered: js`return;`, otherwise: js`next();` };
    return snippets([
      FIRST_MIDDLEWARE,
      js`${corsFunction(admission.policy, calling)}
app.use(allowCors);
`,
    ]);
  },
};
