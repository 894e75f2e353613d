import type { Policy, Rendered } from "../policy";
import { type Admitted, admit } from "./admit";

/** A host that sends fixed headers: nothing of it looks at the request's Origin. */
export type Field = readonly [name: string, value: string];

/** The same headers on every reply; they name one origin, or anybody. `host` begins the sentence of a refusal. */
export function renderStatic(host: string, tryInstead: string, policy: Policy, render: (fields: readonly Field[]) => Rendered): Rendered {
  const admission = admit(policy);
  if (!admission.ok) return admission;
  const [origin, ...more] = admission.policy.origins ?? ["*"];
  if (origin === undefined || more.length > 0)
    return {
      ok: false,
      refusal: `${host} sends the same headers to everybody, so they can name one origin only: let a function or a worker answer.`,
      tryInstead,
    };
  return render(fieldsOf(admission.policy, origin));
}

/** Vary is not needed where the headers never differ. */
function fieldsOf({ methods, headers, exposed, credentials, maxAge }: Admitted, origin: string): Field[] {
  const fields: Field[] = [["Access-Control-Allow-Origin", origin]];
  if (credentials) fields.push(["Access-Control-Allow-Credentials", "true"]);
  if (exposed.length > 0) fields.push(["Access-Control-Expose-Headers", exposed.join(", ")]);
  if (methods.length > 0) fields.push(["Access-Control-Allow-Methods", methods.join(", ")]);
  if (headers.length > 0) fields.push(["Access-Control-Allow-Headers", headers.join(", ")]);
  if (maxAge !== null) fields.push(["Access-Control-Max-Age", String(maxAge)]);
  return fields;
}
