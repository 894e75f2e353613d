import { join } from "../encode/lit";
import { type Php, phpList, phpString, php as tag } from "../encode/php";
import type { Policy, Rendered, Stack } from "../policy";
import { type Admitted, admit } from "./admit";
import { sign } from "./signs";
import { snippets } from "./snippets";

export const php: Stack = {
  id: "php",
  title: "PHP without a framework",
  family: "app",
  language: "php",
  install: "",
  placement:
    "Where each script is its own entry, put it into a file of its own and require that first. A web server before PHP must not add CORS headers as well.",
  restart: "Nothing to restart; clear the opcode cache if it does not check for changed files.",
  docs: "https://www.php.net/manual/en/function.header.php",
  pitfalls: [
    {
      id: "output-first",
      text: "After the first byte of output (a space or a byte order mark before <?php is enough) header() has no effect: nothing may stand above it.",
    },
  ],
  likely: (reply) => sign(reply, "X-Powered-By", /php/i, 0.8),
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  return snippets([
    { file: "index.php", where: "right after <?php, before anything is sent", slot: "top" },
    tag`${admission.policy.origins === null ? anyone(admission.policy) : listed(admission.policy, phpList(admission.policy.origins))}`,
  ]);
}

function listed(policy: Admitted, origins: Php): Php {
  const lines = [...everyReply(policy), ...preflightReply(policy)].map((line) => tag`    ${line}`);
  return tag`header('Vary: Origin', false);
$origin = $_SERVER['HTTP_ORIGIN'] ?? '';
if (in_array($origin, ${origins}, true)) {
    header("Access-Control-Allow-Origin: $origin");
${join(lines, "\n")}
}
`;
}

function anyone(policy: Admitted): Php {
  return tag`header('Access-Control-Allow-Origin: *');
${join([...everyReply(policy), ...preflightReply(policy)], "\n")}
`;
}

function everyReply(policy: Admitted): Php[] {
  const lines: Php[] = [];
  if (policy.credentialsUnsure) lines.push(tag`// Can be dropped if the call does not send credentials:`);
  if (policy.credentials) lines.push(tag`header('Access-Control-Allow-Credentials: true');`);
  if (policy.exposed.length > 0) lines.push(field("Access-Control-Expose-Headers", policy.exposed));
  return lines;
}

function preflightReply(policy: Admitted): Php[] {
  const lines = [tag`if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {`];
  const inside: Php[] = [];
  if (policy.methods.length > 0) inside.push(field("Access-Control-Allow-Methods", policy.methods));
  if (policy.headers.length > 0) inside.push(field("Access-Control-Allow-Headers", policy.headers));
  if (policy.maxAge !== null) inside.push(field("Access-Control-Max-Age", [String(policy.maxAge)]));
  inside.push(tag`http_response_code(204);`, tag`exit;`);
  const indent = policy.origins === null ? tag`    ` : tag`        `;
  const close = policy.origins === null ? tag`}` : tag`    }`;
  return [tag`${join([...lines, ...inside.map((line) => tag`${indent}${line}`), close], "\n")}`];
}

function field(name: string, values: readonly string[]): Php {
  return tag`header(${phpString(`${name}: ${values.join(", ")}`)});`;
}
