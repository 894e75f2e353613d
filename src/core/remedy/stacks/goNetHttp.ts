import { type Go, go, goString } from "../encode/go";
import { join } from "../encode/lit";
import type { Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { WRAP_HANDLER } from "./goPlaces";
import { habit } from "./signs";
import { snippets } from "./snippets";

export const goNetHttp: Stack = {
  id: "go-net-http",
  title: "Go net/http without a package",
  family: "app",
  language: "go",
  install: "",
  placement: "It wraps everything that ListenAndServe is given, authentication included, so that preflights are answered before both.",
  restart: "Build and start the server again.",
  docs: "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS",
  pitfalls: [
    {
      id: "inside-login",
      text: "Wrapped around the mux but inside the login, it never sees the preflight, which carries neither cookies nor a token: wrap the login too.",
    },
  ],
  // What http.Error and http.NotFound send.
  likely: (reply) => habit(reply, { "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff" }, 0.3),
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  return snippets(
    [{ file: "main.go", where: "at the end of the file", slot: "function" }, middleware(admission.policy)],
    [
      WRAP_HANDLER,
      go`handler = withCORS(handler)
`,
    ],
  );
}

function middleware(policy: Admitted): Go {
  const { origins } = policy;
  const lines = [...everyReply(policy), ...preflightReply(policy)];
  if (origins === null)
    return go`func withCORS(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", "*")
${join(lines, "\n")}
		next.ServeHTTP(w, r)
	})
}
`;
  return go`var allowedOrigins = map[string]bool{${join(
    origins.map((origin) => go`${goString(origin)}: true`),
    ", ",
  )}}

func withCORS(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Add("Vary", "Origin")
		origin := r.Header.Get("Origin")
		if !allowedOrigins[origin] {
			next.ServeHTTP(w, r)
			return
		}
		h.Set("Access-Control-Allow-Origin", origin)
${join(lines, "\n")}
		next.ServeHTTP(w, r)
	})
}
`;
}

function everyReply(policy: Admitted): Go[] {
  const lines: Go[] = [];
  if (policy.credentialsUnsure) lines.push(go`		// Can be dropped if the call does not send credentials:`);
  if (policy.credentials) lines.push(go`		h.Set("Access-Control-Allow-Credentials", "true")`);
  if (policy.exposed.length > 0) lines.push(go`		h.Set("Access-Control-Expose-Headers", ${goString(policy.exposed.join(", "))})`);
  return lines;
}

function preflightReply(policy: Admitted): Go[] {
  const lines = [go`		if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {`];
  if (policy.methods.length > 0) lines.push(go`			h.Set("Access-Control-Allow-Methods", ${goString(policy.methods.join(", "))})`);
  if (policy.headers.length > 0) lines.push(go`			h.Set("Access-Control-Allow-Headers", ${goString(policy.headers.join(", "))})`);
  if (policy.maxAge !== null) lines.push(go`			h.Set("Access-Control-Max-Age", ${goString(String(policy.maxAge))})`);
  return [...lines, go`			w.WriteHeader(http.StatusNoContent)`, go`			return`, go`		}`];
}
