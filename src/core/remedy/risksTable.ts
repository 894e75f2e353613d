/** Something that passes today and is unsafe, fragile or wasteful all the same. */
export interface Risk {
  readonly id: string;
  readonly severity: "high" | "medium" | "low";
  readonly text: string;
}

/**
 * `high`: a site that the server does not know can read what a visitor's cookies open. `medium`: the same needs one more thing to happen (an
 * attacker on the network, a browser that follows the standard), or reads without cookies only. `low`: wasteful, without effect, or wrong only
 * behind a cache; nobody reads anything by it alone.
 */
const SEVERITIES = {
  "origin-reflected-with-credentials": "high",
  "null-origin-allowed": "medium",
  "insecure-origin-with-credentials": "medium",
  "wildcard-on-cookie-reply": "medium",
  "authorization-under-wildcard": "medium",
  "wildcard-sets-cookie": "low",
  "wildcard-on-authorized-reply": "low",
  "vary-origin-missing": "low",
  "preflight-not-cached": "low",
  "max-age-unreadable": "low",
  "max-age-over-every-cap": "low",
  "credentials-not-true": "low",
  "preflight-headers-on-reply": "low",
  "request-headers-in-reply": "low",
  "private-network-header": "low",
} as const satisfies Record<string, Risk["severity"]>;

export type RiskId = keyof typeof SEVERITIES;

export const RISK_IDS = Object.keys(SEVERITIES) as readonly RiskId[];

/** `severity`: where this occurrence is worse than its kind (`null` allowed with credentials is `high`). */
export function risk(id: RiskId, text: string, severity: Risk["severity"] = SEVERITIES[id]): Risk {
  return { id, severity, text };
}
