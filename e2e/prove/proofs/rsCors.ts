import type { LiveProof } from "../proof";
import { goVersions, needsGo, startGo } from "./golang";

export const rsCors: LiveProof = {
  stack: "rs-cors",
  kind: "live",
  fast: true,
  needs: needsGo,
  version: () => goVersions([["rs/cors", "github.com/rs/cors"]]),
  start: (pieces) => startGo("rs-cors", pieces),
  needed: [/AllowedOrigins:/, /AllowedMethods:/, /AllowedHeaders:/, /AllowCredentials:/],
  pitfalls: [
    {
      id: "default-methods",
      shape: "put-cookies",
      mistake: (app) => ({
        imports: 'import "github.com/rs/cors"\n',
        wrap: `handler = cors.New(cors.Options{
	AllowedOrigins:   []string{"${app}"},
	AllowedHeaders:   []string{"content-type", "x-trace-id"},
	AllowCredentials: true,
}).Handler(handler)
`,
      }),
      reason: "PreflightMissingAllowOriginHeader",
    },
  ],
};
