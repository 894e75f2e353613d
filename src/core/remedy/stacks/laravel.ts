import { join } from "../encode/lit";
import { php, phpList, phpNumber } from "../encode/php";
import type { Policy, Rendered, Stack } from "../policy";
import { admit } from "./admit";
import { withSafelisted } from "./methods";
import { sign } from "./signs";
import { snippets } from "./snippets";

export const laravel: Stack = {
  id: "laravel",
  title: "Laravel",
  family: "app",
  language: "php",
  install: "php artisan config:publish cors",
  placement:
    "From Laravel 11 on the file has to be published first; HandleCors is on by default. Cookies of Sanctum also need the page's host in SANCTUM_STATEFUL_DOMAINS.",
  restart: "`php artisan config:clear`: a cached configuration hides the change.",
  docs: "https://laravel.com/docs/routing#cors",
  pitfalls: [],
  // PHP says so of itself; which framework runs on it is seldom told.
  likely: (reply) => sign(reply, "X-Powered-By", /php/i, 0.7),
  render,
};

function render(policy: Policy): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const { origins, methods, headers, exposed, credentials, credentialsUnsure, maxAge } = admission.policy;
  const lines = [
    php`    'paths' => ['*'],`,
    php`    'allowed_methods' => ${phpList(withSafelisted(methods))},`,
    php`    'allowed_origins' => ${phpList(origins ?? ["*"])},`,
    php`    'allowed_origins_patterns' => [],`,
    php`    'allowed_headers' => ${phpList(headers)},`,
    php`    'exposed_headers' => ${phpList(exposed)},`,
    php`    'max_age' => ${maxAge === null ? php`0` : phpNumber(maxAge)},`,
  ];
  if (credentialsUnsure) lines.push(php`    'supports_credentials' => true, // can be false if the call does not send credentials`);
  else lines.push(credentials ? php`    'supports_credentials' => true,` : php`    'supports_credentials' => false,`);
  return snippets([
    { file: "config/cors.php", where: "the whole file", slot: "file" },
    php`<?php

return [
${join(lines, "\n")}
];
`,
  ]);
}
