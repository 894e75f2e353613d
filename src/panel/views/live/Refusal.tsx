import type { LiveRefusal } from "../../../messaging/live";
import { type PlainName, say } from "../../../parts/say";

const WORDS: Readonly<Record<LiveRefusal, PlainName>> = {
  imported: "liveNoImported",
  "not-blocked": "liveNoNotBlocked",
  "no-policy": "liveNoPolicy",
  "preflight-status": "liveTryPreflightStatus",
  "no-tab": "liveOneTab",
  "no-preflight": "liveNoPreflight",
  redacted: "liveNoRedacted",
  "not-a-read": "liveNoWrite",
  "nothing-hidden": "liveNoHidden",
  gone: "liveNoGone",
  foreign: "liveNoForeign",
  browser: "liveNoBrowser",
};

/** Why the background did not do it. */
export function Refusal({ why }: { why: LiveRefusal }) {
  return (
    <p class="refusal" role="status">
      {say(WORDS[why])}
    </p>
  );
}
