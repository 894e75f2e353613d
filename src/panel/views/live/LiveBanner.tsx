import type { TrialEnd } from "../../../messaging/live";
import { type PlainName, say } from "../../../parts/say";
import { TrialBanner } from "../../../parts/TrialBanner";
import type { LiveActions } from "../../live/liveActions";

/** Ends that the user did not bring about on purpose, so has to be told of. */
const ENDS: Partial<Record<TrialEnd, PlainName>> = {
  expired: "liveEndExpired",
  navigated: "liveEndNavigated",
  restarted: "liveEndRestarted",
};

export function LiveBanner({ live }: { live: LiveActions }) {
  const trial = live.trial.value;
  if (trial === null) return null;
  const { page, fix, credentials, expires, ended } = trial;
  if (ended === null)
    return <TrialBanner page={page} server={fix.server} credentials={credentials} expires={expires} onStop={() => live.stop()} />;
  const words = ENDS[ended.why];
  if (words === undefined || live.dismissed.value >= ended.at) return null;
  return (
    <div class="notice" role="status">
      <span>{say(words)}</span>
      <button
        type="button"
        class="small"
        onClick={() => {
          live.dismissed.value = ended.at;
        }}
      >
        {say("liveDismiss")}
      </button>
    </div>
  );
}
