import { js } from "../encode/javascript";
import type { Stack } from "../policy";
import { admit } from "./admit";
import { EXPRESS_NAMES, optionLines, originOption } from "./nodeOptions";
import { refusedWith } from "./pitfallSigns";
import { snippets } from "./snippets";

export const fastify: Stack = {
  id: "fastify",
  title: "Fastify",
  family: "app",
  language: "javascript",
  install: "npm install @fastify/cors",
  placement: "Register it on the root instance, before every other plugin, so that a login in a hook does not meet the preflight first.",
  restart: "Restart the server.",
  docs: "https://github.com/fastify/fastify-cors#options",
  pitfalls: [
    {
      id: "default-methods",
      text: "Since version 11 it allows GET, HEAD and POST unless told otherwise: name PUT, PATCH and DELETE in `methods`.",
      seen: refusedWith("MethodDisallowedByPreflightResponse"),
    },
    {
      id: "encapsulated",
      text: "Registered inside another plugin it covers that plugin's routes only.",
      seen: refusedWith("MissingAllowOriginHeader"),
    },
    {
      id: "wildcard-with-cookies",
      text: "The default origin is `*`, which never counts for a request with credentials.",
      seen: refusedWith("WildcardOriginNotAllowed"),
    },
  ],
  render: (policy) => {
    const admission = admit(policy);
    if (!admission.ok) return admission;
    return snippets([
      { file: "server.js", where: "after the instance is made, before every other plugin and route", slot: "plugin" },
      js`import cors from "@fastify/cors"; // CommonJS: const cors = require("@fastify/cors");

await fastify.register(cors, {
${optionLines(admission.policy, originOption(admission.policy), EXPRESS_NAMES, js`  `)}
});
`,
    ]);
  },
};
