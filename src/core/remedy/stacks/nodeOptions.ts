import { type Js, js, jsList, jsNumber } from "../encode/javascript";
import { join } from "../encode/lit";
import type { Admitted } from "./admit";

/** What a package calls the lists of a policy; everything else is called alike by all of them. */
export interface OptionNames {
  readonly methods: Js;
  readonly headers: Js;
  readonly exposed: Js;
}

/** `cors`, `@fastify/cors`, NestJS. */
export const EXPRESS_NAMES: OptionNames = { methods: js`methods`, headers: js`allowedHeaders`, exposed: js`exposedHeaders` };
/** `hono/cors`, `@koa/cors`. */
export const HONO_NAMES: OptionNames = { methods: js`allowMethods`, headers: js`allowHeaders`, exposed: js`exposeHeaders` };

/**
 * The lines of an options object. The packages' own defaults allow PUT, PATCH and DELETE and reflect every requested header: both lists are
 * always written.
 */
export function optionLines(policy: Admitted, origin: Js, names: OptionNames, indent: Js): Js {
  const { methods, headers, exposed, credentials, credentialsUnsure, maxAge } = policy;
  const lines = [
    js`origin: ${origin},`,
    js`${names.methods}: ${jsList(methods.length > 0 ? methods : ["GET", "HEAD", "POST"])},`,
    js`${names.headers}: ${jsList(headers)},`,
  ];
  if (exposed.length > 0) lines.push(js`${names.exposed}: ${jsList(exposed)},`);
  if (credentialsUnsure) lines.push(js`credentials: true, // can be dropped if the call does not send credentials`);
  else if (credentials) lines.push(js`credentials: true,`);
  if (maxAge !== null) lines.push(js`maxAge: ${jsNumber(maxAge)},`);
  return join(
    lines.map((line) => js`${indent}${line}`),
    "\n",
  );
}

/** A list of origins, or `"*"`. */
export function originOption({ origins }: Admitted): Js {
  return origins === null ? js`"*"` : jsList(origins);
}
