import { js } from "../encode/javascript";
import type { Stack } from "../policy";
import { admit } from "./admit";
import { poweredByExpress } from "./node";
import { EXPRESS_NAMES, optionLines, originOption } from "./nodeOptions";
import { refusedWith } from "./pitfallSigns";
import { snippets } from "./snippets";

export const nestjs: Stack = {
  id: "nestjs",
  title: "NestJS",
  family: "app",
  language: "javascript",
  install: "",
  placement: "It has to be called before listen; it then runs before guards and interceptors.",
  restart: "Restart the server.",
  docs: "https://docs.nestjs.com/security/cors",
  pitfalls: [
    { id: "after-listen", text: "Called after `listen`, `enableCors` has no effect, and nothing says so." },
    {
      id: "wildcard-with-cookies",
      text: "`enableCors()` without options says `*`, which never counts for a request with credentials.",
      seen: refusedWith("WildcardOriginNotAllowed"),
    },
  ],
  // On Express underneath, as most are; a plain Express is likelier.
  likely: (reply) => poweredByExpress(reply) * 0.5,
  render: (policy) => {
    const admission = admit(policy);
    if (!admission.ok) return admission;
    return snippets([
      { file: "main.ts", where: "between NestFactory.create and app.listen", slot: "bootstrap" },
      js`app.enableCors({
${optionLines(admission.policy, originOption(admission.policy), EXPRESS_NAMES, js`  `)}
});
`,
    ]);
  },
};
