import type { LiveProof } from "../proof";
import { goVersions, needsGo, startGo } from "./golang";

export const gin: LiveProof = {
  stack: "gin",
  kind: "live",
  fast: true,
  needs: needsGo,
  version: () =>
    goVersions([
      ["Gin", "github.com/gin-gonic/gin"],
      ["gin-contrib/cors", "github.com/gin-contrib/cors"],
    ]),
  start: (pieces) => startGo("gin", pieces),
  // Without AllowOrigins the package stops the server at its start.
  needed: [/AllowMethods:/, /AllowHeaders:/, /AllowCredentials:/],
  pitfalls: [
    {
      id: "use-after-routes",
      shape: "get",
      mistake: (app) => ({
        imports: 'import "github.com/gin-contrib/cors"\n',
        "after-routes": `r.Use(cors.New(cors.Config{AllowOrigins: []string{"${app}"}}))\n`,
      }),
      reason: "MissingAllowOriginHeader",
    },
  ],
};
