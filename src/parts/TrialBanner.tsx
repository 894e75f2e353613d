import { useEffect, useState } from "preact/hooks";
import { say } from "./say";
import { Prose } from "./VisibleText";

interface TrialBannerProps {
  readonly page: string;
  readonly server: string;
  readonly credentials: boolean;
  /** Milliseconds since the epoch. */
  readonly expires: number;
  onStop(): void;
}

/** Loud on purpose: while it stands, the tab does not show what the server allows. */
export function TrialBanner({ page, server, credentials, expires, onStop }: TrialBannerProps) {
  return (
    <section class="trial-banner" aria-label={say("liveBannerName")}>
      <span class="trial-mark" aria-hidden="true">
        !
      </span>
      <span class="trial-text">
        <Prose text={credentials ? say("liveBannerCredentials", { page, server }) : say("liveBanner", { page, server })} />
      </span>
      <Countdown until={expires} />
      <button type="button" class="small trial-stop" onClick={onStop}>
        {say("liveStop")}
      </button>
    </section>
  );
}

/** A timer is not announced each second. */
function Countdown({ until }: { until: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const beat = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(beat);
  }, []);
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <span role="timer" class="trial-left" title={say("liveLeft")}>
      {left}
    </span>
  );
}
