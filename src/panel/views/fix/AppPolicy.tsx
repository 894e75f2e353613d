import type { ServerNeeds } from "../../../core/remedy/needs";
import { say, sayCount } from "../../../parts/say";
import { Prose } from "../../../parts/VisibleText";
import { visibleText } from "../../../parts/visibleText";

interface AppPolicyProps {
  readonly needs: ServerNeeds;
  readonly ticked: ReadonlySet<string>;
  onTick(ticked: ReadonlySet<string>): void;
}

/**
 * Who calls this server. A tick is the user's decision: any page can make requests, and would otherwise write itself into the list of those
 * that are allowed.
 */
export function AppPolicy({ needs, ticked, onTick }: AppPolicyProps) {
  const toggle = (origin: string, on: boolean) => {
    const next = new Set(ticked);
    if (on) next.add(origin);
    else next.delete(origin);
    onTick(next);
  };
  return (
    <fieldset class="app-policy">
      <legend>{say("fixAppWho", { server: visibleText(needs.server, 200) })}</legend>
      {needs.origins.map(({ origin, own, exchanges, blocked }) => (
        <label key={origin}>
          <input type="checkbox" checked={ticked.has(origin)} onChange={(event) => toggle(origin, event.currentTarget.checked)} />
          <code>{visibleText(origin, 200)}</code>
          <span class="quiet">
            {sayCount("fixAppRequests", exchanges)}
            {blocked > 0 && `, ${sayCount("fixAppBlocked", blocked)}`}
          </span>
          {!own && <span class="tag">{say("fixAppForeign")}</span>}
        </label>
      ))}
      {needs.leftOut.map(({ reason, exchanges }) => (
        <p key={reason} class="quiet">
          {sayCount("fixAppLeftOut", exchanges)} <Prose text={reason} />
        </p>
      ))}
      {ticked.size === 0 && <p class="refusal">{say("fixAppNone")}</p>}
    </fieldset>
  );
}

/** The page's own origin: whoever looks at it has chosen it. */
export function startingTicks(needs: ServerNeeds): ReadonlySet<string> {
  return new Set(needs.origins.filter(({ own }) => own).map(({ origin }) => origin));
}
