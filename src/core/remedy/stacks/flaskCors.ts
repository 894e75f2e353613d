import { join } from "../encode/lit";
import { py, pyList, pyNumber, pyString } from "../encode/python";
import type { Policy, Rendered, Stack } from "../policy";
import { admit } from "./admit";
import { withSafelisted } from "./methods";
import { sign } from "./signs";
import { snippets } from "./snippets";

export const flaskCors: Stack = {
  id: "flask-cors",
  title: "Flask with Flask-CORS",
  family: "app",
  language: "python",
  install: "pip install flask-cors",
  placement: "One call for the whole application covers every route and the error replies; with it, no @cross_origin is needed on a route.",
  restart: "Restart the server.",
  docs: "https://flask-cors.readthedocs.io/",
  pitfalls: [
    {
      id: "slash-at-the-end",
      text: "An origin ends in its host or port: with a slash behind it, it matches nobody, and the package does not say so.",
    },
    {
      id: "resources-miss-the-path",
      text: "With resources= only the paths that it names are covered: without it, all are.",
    },
  ],
  likely: (reply) => Math.max(sign(reply, "Server", /werkzeug/i, 0.9), sign(reply, "Server", /gunicorn/i, 0.5)),
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge } = admission.policy;
  if (origins?.some((origin) => origin.includes("[")))
    return { ok: false, refusal: "Flask-CORS reads an origin with `[` as a pattern: give the machine a name, or write the rule by hand." };
  const lines = [
    py`    origins=${origins === null ? pyString("*") : pyList(origins)},`,
    // The package's own defaults allow every method and reflect every requested header: both lists are always written.
    py`    methods=${pyList(withSafelisted(methods))},`,
    py`    allow_headers=${pyList(headers)},`,
  ];
  if (exposed.length > 0) lines.push(py`    expose_headers=${pyList(exposed)},`);
  if (credentialsUnsure) lines.push(py`    supports_credentials=True,  # can be dropped if the call does not send credentials`);
  else if (credentials) lines.push(py`    supports_credentials=True,`);
  if (maxAge !== null) lines.push(py`    max_age=${pyNumber(maxAge)},`);
  // Left alone, the package answers requests without an Origin with every allowed one, in a field each.
  if (origins === null) lines.push(py`    send_wildcard=True,`);
  else lines.push(py`    always_send=False,`, py`    vary_header=False,  # below, for every reply`);
  return snippets([
    { file: "app.py", where: "right after app = Flask(__name__)", slot: "cors" },
    py`from flask_cors import CORS

CORS(
    app,
${join(lines, "\n")}
)
${origins === null ? py`` : VARY}`,
  ]);
}

/** The package says Vary only to origins that it allows, and not at all with one origin; a cache would hand the other replies to anybody. */
const VARY = py`

@app.after_request
def vary_by_origin(response):
    response.vary.add("Origin")
    return response
`;
