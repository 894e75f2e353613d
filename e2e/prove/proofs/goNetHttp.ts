import type { LiveProof } from "../proof";
import { goVersions, needsGo, startGo } from "./golang";

const wrapped = (app: string): string => `func withCORS(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "${app}")
		w.Header().Set("Access-Control-Allow-Methods", "DELETE")
		w.Header().Set("Access-Control-Allow-Headers", "authorization")
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}
`;

export const goNetHttp: LiveProof = {
  stack: "go-net-http",
  kind: "live",
  fast: true,
  needs: needsGo,
  version: () => goVersions([]),
  start: (pieces) => startGo("net-http", pieces),
  needed: [
    /Access-Control-Allow-Origin/,
    /Access-Control-Allow-Credentials/,
    /Access-Control-Allow-Methods/,
    /Access-Control-Allow-Headers/,
    /^handler = withCORS/,
  ],
  pitfalls: [
    {
      id: "inside-login",
      shape: "delete-authorization",
      path: "/private",
      mistake: (app) => ({ inside: "handler = withCORS(handler)\n", function: wrapped(app) }),
      reason: "PreflightMissingAllowOriginHeader",
    },
  ],
};
