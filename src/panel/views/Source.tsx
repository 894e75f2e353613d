import { useState } from "preact/hooks";
import { leadOf, type PageWitness } from "../../core/exchange/exchange";
import { Glyph } from "../../parts/Icon";
import { say } from "../../parts/say";
import { VisibleText } from "../../parts/VisibleText";
import { visibleText } from "../../parts/visibleText";
import { type Frame, type Segment, shortPlace } from "../devtoolsFeed/initiator";
import { networkFilter } from "../devtoolsFeed/networkFilter";
import { type Origin, originOfRequest } from "../devtoolsFeed/origin";
import type { Row } from "../judge";
import type { PanelStore } from "../store";
import type { Abilities } from "./abilities";

type Open = (frame: Frame) => void;

function Place({ frame, open }: { frame: Frame; open: Open }) {
  const place = <VisibleText text={shortPlace(frame)} />;
  const whole = visibleText(`${frame.url}:${frame.line + 1}:${frame.column + 1}`, 600);
  if (!frame.opens) return <span title={say("sourceSecretPlace", { place: whole })}>{place}</span>;
  return (
    <button type="button" class="link place" title={say("sourceOpen", { place: whole })} onClick={() => open(frame)}>
      {place}
    </button>
  );
}

function Stack({ stack, open }: { stack: readonly Segment[]; open: Open }) {
  return (
    <ol class="stack" aria-label={say("sourceStack")}>
      {stack.map((segment, depth) => (
        <li key={`${depth}`}>
          {segment.description !== "" && (
            <p class="async">
              <span>
                <VisibleText text={segment.description} />
              </span>
            </p>
          )}
          <ol>
            {segment.frames.map((frame, index) => (
              <li key={`${index}`} class={depth === 0 && index === 0 ? "frame frame-first" : "frame"}>
                <span class="function">
                  {frame.functionName === "" ? <em>{say("sourceAnonymous")}</em> : <VisibleText text={frame.functionName} />}
                </span>
                <Place frame={frame} open={open} />
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

/** The page's own word, where a witness stood in it and DevTools has nothing to say. */
function Witnessed({ said, open }: { said: PageWitness | undefined; open: Open }) {
  const match = /^(.+):(\d+):(\d+)$/u.exec(said?.callSite ?? "");
  if (match === null) return null;
  const [, url = "", line, column] = match;
  const frame: Frame = { functionName: "", url, opens: true, line: Number(line) - 1, column: Number(column) - 1 };
  return (
    <p>
      {say("sourceWitnessed")} <Place frame={frame} open={open} />
    </p>
  );
}

function Late({ abilities }: { abilities: Abilities }) {
  const { reload } = abilities;
  return (
    <>
      <p class="sentence">{say("sourceLate")}</p>
      {reload !== undefined && (
        <p>
          <button type="button" class="small" onClick={() => reload()}>
            {say("sourceReload")}
          </button>
        </p>
      )}
    </>
  );
}

const PLAIN = {
  imported: "sourceImported",
  outside: "sourceOutside",
  "under-way": "sourceUnderWay",
  ambiguous: "sourceAmbiguous",
  worker: "sourceWorker",
  browser: "sourceBrowser",
  unseen: "sourceUnseen",
} as const;

function Story({ origin, abilities, open }: { origin: Origin; abilities: Abilities; open: Open }) {
  switch (origin.kind) {
    case "script":
      return (
        <>
          <Stack stack={origin.stack} open={open} />
          {origin.by === "order" && <p class="quiet">{say("sourceByOrder")}</p>}
          {origin.by === "agreed" && <p class="quiet">{say("sourceAgreed")}</p>}
        </>
      );
    case "markup":
      return (
        <p class="sentence">
          {say("sourceMarkup")} {origin.place !== null && <Place frame={origin.place} open={open} />}
        </p>
      );
    case "late":
      return <Late abilities={abilities} />;
    default:
      return <p class="sentence">{say(PLAIN[origin.kind])}</p>;
  }
}

/** Who asked for it, as DevTools recorded it. */
export function Source({ store, row, abilities }: { store: PanelStore; row: Row; abilities: Abilities }) {
  const { feed } = store;
  const [refused, refuse] = useState<Frame | null>(null);
  feed?.version.value;
  const origin = originOfRequest(row.exchange, feed);
  const open: Open = (frame) => {
    refuse(null);
    feed?.host.open(frame.url, frame.line, frame.column, (opened) => refuse(opened ? null : frame));
  };
  const show = row.exchange.source === "live" ? feed?.host.showInNetwork : undefined;
  return (
    <div class="source">
      <div class="source-head">
        <h3 class="part-title">{say("sourceTitle")}</h3>
        {show !== undefined && (
          <button type="button" class="small" onClick={() => show(networkFilter(leadOf(row.exchange).hops[0]?.url ?? ""))}>
            <Glyph name="external" />
            {say("sourceShowInNetwork")}
          </button>
        )}
      </div>
      <Story origin={origin} abilities={abilities} open={open} />
      {origin.kind !== "script" && feed !== null && <Witnessed said={row.exchange.witness} open={open} />}
      <p class="source-said" role="status">
        {refused !== null && <VisibleText text={say("sourceNotOpened", { place: shortPlace(refused) })} />}
      </p>
    </div>
  );
}
