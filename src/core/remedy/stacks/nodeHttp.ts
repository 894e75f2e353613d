import { js } from "../encode/javascript";
import type { Stack } from "../policy";
import { admit } from "./admit";
import { corsFunction } from "./manualNode";
import { causedBy } from "./pitfallSigns";
import { snippets } from "./snippets";

export const nodeHttp: Stack = {
  id: "node-http",
  title: "Node.js http without a package",
  family: "app",
  language: "javascript",
  install: "",
  placement: "The function may stand anywhere in the file; its call has to be the first thing that the listener does.",
  restart: "Restart the server.",
  docs: "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS",
  pitfalls: [
    {
      id: "some-methods-only",
      text: "Headers set for some methods only leave the preflight without any: OPTIONS is another request.",
      seen: causedBy("preflight-not-routed"),
    },
  ],
  render: (policy) => {
    const admission = admit(policy);
    if (!admission.ok) return admission;
    const calling = { parameters: js`req, res`, answered: js`return true;`, otherwise: js`return false;` };
    return snippets(
      [{ file: "server.js", where: "above http.createServer", slot: "function" }, corsFunction(admission.policy, calling)],
      [
        { file: "server.js", where: "first line of the listener", slot: "listener" },
        js`if (allowCors(req, res)) return;
`,
      ],
    );
  },
};
