import { leadOf } from "../core/exchange/exchange";
import type { Navigation } from "../messaging/protocol";
import type { Row } from "./judge";

/** Whether the tab that is shown is of a private window. Firefox says so of its pages and requests; in Chromium no other panel sees them. */
export function isPrivateTab(navigations: readonly Navigation[], rows: readonly Row[]): boolean {
  const [first] = rows;
  const asked = first !== undefined && leadOf(first.exchange).context.incognito === true;
  return asked || navigations.some(({ incognito }) => incognito === true);
}
