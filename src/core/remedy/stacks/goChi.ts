import { go, goFields } from "../encode/go";
import type { Policy, Rendered, Stack } from "../policy";
import { admit } from "./admit";
import { GO_IMPORTS } from "./goPlaces";
import { optionFields } from "./rsCors";
import { snippets } from "./snippets";

export const goChi: Stack = {
  id: "go-chi-cors",
  title: "chi with go-chi/cors",
  family: "app",
  language: "go",
  install: "go get github.com/go-chi/cors",
  placement: "chi takes middleware before the first route only, and this one comes before authentication.",
  restart: "Build and start the server again.",
  docs: "https://github.com/go-chi/cors",
  pitfalls: [
    {
      id: "after-login",
      text: "After a login middleware it never sees a preflight, which carries no token: the login answers it.",
    },
  ],
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const fields = optionFields(admission.policy);
  return snippets(
    [
      GO_IMPORTS,
      go`import "github.com/go-chi/cors"
`,
    ],
    [
      { file: "main.go", where: "right after r := chi.NewRouter(), before every other r.Use and every route", slot: "middleware" },
      go`r.Use(cors.Handler(cors.Options{
${goFields(fields)}
}))
`,
    ],
  );
}
