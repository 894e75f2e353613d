import { join } from "../encode/lit";
import { py, pyList, pyNumber } from "../encode/python";
import type { Policy, Rendered, Stack } from "../policy";
import { admit } from "./admit";
import { withSafelisted } from "./methods";
import { sign } from "./signs";
import { snippets } from "./snippets";

export const fastapi: Stack = {
  id: "fastapi",
  title: "FastAPI or Starlette",
  family: "app",
  language: "python",
  install: "",
  placement:
    "It wraps the application from outside, so it goes below the last line that uses app: app.add_middleware would leave out the replies to unhandled exceptions.",
  restart: "Restart the server.",
  docs: "https://fastapi.tiangolo.com/tutorial/cors/",
  pitfalls: [
    {
      id: "add-middleware",
      text: "With app.add_middleware(CORSMiddleware, …) a 500 from an unhandled exception has no CORS headers, so the page reads a network error instead of it: wrap the application.",
    },
  ],
  likely: (reply) => Math.max(sign(reply, "Server", /uvicorn/i, 0.9), sign(reply, "Server", /hypercorn/i, 0.7)),
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge } = admission.policy;
  const lines = [
    py`    allow_origins=${pyList(origins ?? ["*"])},`,
    py`    allow_methods=${pyList(withSafelisted(methods))},`,
    py`    allow_headers=${pyList(headers)},`,
  ];
  if (exposed.length > 0) lines.push(py`    expose_headers=${pyList(exposed)},`);
  if (credentialsUnsure) lines.push(py`    allow_credentials=True,  # can be dropped if the call does not send credentials`);
  else if (credentials) lines.push(py`    allow_credentials=True,`);
  if (maxAge !== null) lines.push(py`    max_age=${pyNumber(maxAge)},`);
  return snippets([
    { file: "main.py", where: "at the end, below the last route and the last add_middleware", slot: "wrap" },
    py`from starlette.middleware.cors import CORSMiddleware

app = CORSMiddleware(
    app,
${join(lines, "\n")}
)
`,
  ]);
}
