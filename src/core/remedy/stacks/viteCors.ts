import { js } from "../encode/javascript";
import type { Stack } from "../policy";
import { admit } from "./admit";
import { EXPRESS_NAMES, optionLines, originOption } from "./nodeOptions";
import { refusedWith } from "./pitfallSigns";
import { snippets } from "./snippets";

export const viteCors: Stack = {
  id: "vite-cors",
  title: "Vite's development server is called from elsewhere",
  family: "dev",
  language: "javascript",
  install: "",
  placement:
    "For what Vite itself serves while developing; it lets in pages of localhost only unless told otherwise. It changes nothing in production.",
  restart: "Vite restarts by itself when its configuration is saved.",
  docs: "https://vite.dev/config/server-options#server-cors",
  pitfalls: [
    {
      id: "cors-true",
      text: "`cors: true` says `*`: every site may read your source, and it still never counts for a request with credentials.",
      seen: refusedWith("WildcardOriginNotAllowed"),
    },
  ],
  render: (policy) => {
    const admission = admit(policy);
    if (!admission.ok) return admission;
    return snippets([
      { file: "vite.config.js", where: "inside server: { }", slot: "server" },
      js`cors: {
${optionLines(admission.policy, originOption(admission.policy), EXPRESS_NAMES, js`  `)}
},
`,
    ]);
  },
};
