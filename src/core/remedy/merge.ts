import type { Policy } from "./policy";

/** One policy that lets through what each of these does, and no more than a single policy must. Null for an empty list. */
export function merge(policies: readonly Policy[]): Policy | null {
  const [first] = policies;
  if (first === undefined) return null;
  const ages = policies.flatMap((policy) => (policy.maxAge === undefined ? [] : [policy.maxAge]));
  return {
    allowedOrigins: union(policies.map((policy) => policy.allowedOrigins)),
    allowedMethods: union(policies.map((policy) => policy.allowedMethods)),
    allowedHeaders: union(policies.map((policy) => policy.allowedHeaders)),
    exposedHeaders: union(policies.map((policy) => policy.exposedHeaders)),
    allowCredentials: credentials(policies),
    ...(ages.length > 0 ? { maxAge: Math.min(...ages) } : {}),
    vary: policies.some((policy) => policy.vary),
    provenance: Object.fromEntries(policies.flatMap((policy) => Object.entries(policy.provenance))),
  };
}

/** What one request is known to need wins over what another one only may need. */
function credentials(policies: readonly Policy[]): Policy["allowCredentials"] {
  if (policies.some((policy) => policy.allowCredentials === true)) return true;
  return policies.some((policy) => policy.allowCredentials === "unknown") ? "unknown" : false;
}

function union(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].sort();
}
