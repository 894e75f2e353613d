import type { LiveProof } from "../proof";
import { goVersions, needsGo, startGo } from "./golang";

export const goChi: LiveProof = {
  stack: "go-chi-cors",
  kind: "live",
  fast: true,
  needs: needsGo,
  version: () =>
    goVersions([
      ["chi", "github.com/go-chi/chi/v5"],
      ["go-chi/cors", "github.com/go-chi/cors"],
    ]),
  start: (pieces) => startGo("chi", pieces),
  needed: [/AllowedOrigins:/, /AllowedMethods:/, /AllowedHeaders:/, /AllowCredentials:/],
  pitfalls: [
    {
      id: "after-login",
      shape: "delete-authorization",
      path: "/private",
      mistake: (app) => ({
        imports: 'import "github.com/go-chi/cors"\n',
        late: `r.Use(cors.Handler(cors.Options{
	AllowedOrigins: []string{"${app}"},
	AllowedMethods: []string{"GET", "DELETE"},
	AllowedHeaders: []string{"authorization"},
}))
`,
      }),
      reason: "PreflightMissingAllowOriginHeader",
    },
  ],
};
