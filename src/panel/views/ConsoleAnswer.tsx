import type { MistakenLine } from "../../core/diagnosis/readConsole";
import { mdnLink } from "../../core/engines/mdnPages";
import { withoutPreflight } from "../../core/engines/messages";
import type { ReadMessage } from "../../core/engines/readMessage";
import { Icon } from "../../parts/Icon";
import { OuterLink } from "../../parts/SpecLink";
import { say } from "../../parts/say";
import { LongText, Prose } from "../../parts/VisibleText";
import type { Row } from "../judge";
import { ACTORS, distinctMeanings, guideTo, SPEAKERS } from "./consoleWords";

interface Shown {
  /** The recorded exchange that the line speaks of. */
  readonly row: Row | null;
  readonly onShow: (row: Row) => void;
}

function Fact({ name, value }: { name: string; value: string | number | undefined }) {
  if (value === undefined || value === "") return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>
          <LongText text={String(value)} />
        </code>
      </dd>
    </div>
  );
}

function Request({ row, onShow }: Shown) {
  if (row === null) return <p class="quiet">{say("consoleNoRequest")}</p>;
  return (
    <button type="button" class="small" onClick={() => onShow(row)}>
      {say("consoleShow")}
    </button>
  );
}

function Meaning({ reason }: { reason: ReadMessage["reasons"][number] }) {
  const { means, actor, header, spec } = guideTo(reason);
  const mdn = mdnLink(reason);
  return (
    <div class="meaning">
      <p>
        <code class="reason-code">{reason}</code>
      </p>
      <p>
        {say(means)} {say(ACTORS[actor])}
      </p>
      <p class="links">
        {header !== undefined && <code>{header}</code>}
        <OuterLink href={spec}>{say("consoleSpec")}</OuterLink>
        {mdn !== null && <OuterLink href={mdn}>{say("consoleMdn")}</OuterLink>}
      </p>
    </div>
  );
}

export function MessageAnswer({ message, ...shown }: { message: ReadMessage } & Shown) {
  const { engine, reasons, params } = message;
  const meanings = distinctMeanings(reasons);
  const browser = SPEAKERS[engine];
  const ofPreflight = reasons.length > 0 && reasons.every((reason) => withoutPreflight(reason) !== reason);
  // Firefox has a CORS sentence for every failure of the network.
  const noReply = reasons.length === 1 && reasons[0] === "InvalidResponse";
  const either = reasons.length > meanings.length;
  return (
    <li class="answer">
      <h2>
        <Icon name={noReply ? "not-cors" : "blocked"} />
        {noReply ? say("consoleNotCors") : say("consoleBlocked", { browser })}
      </h2>
      {reasons.length === 0 && <p>{say("consoleNoReason", { browser })}</p>}
      {ofPreflight && <p>{say("consoleOfPreflight")}</p>}
      {either && <p>{say("consoleEither", { browser })}</p>}
      {meanings.length > 1 && <p>{say("consoleSeveral", { browser })}</p>}
      {meanings.map((reason) => (
        <Meaning key={reason} reason={reason} />
      ))}
      <dl class="facts">
        <Fact name={say("consoleAddress")} value={params.url} />
        <Fact name={say("consolePage")} value={params.origin} />
        <Fact name={say("consoleStatus")} value={params.status} />
        <Fact name={say("consoleNamed")} value={params.failedParameter ?? params.token ?? params.addressSpace} />
      </dl>
      <Request {...shown} />
    </li>
  );
}

export function MistakenAnswer({ line, ...shown }: { line: MistakenLine } & Shown) {
  return (
    <li class="answer">
      <h2>
        <Icon name="not-cors" />
        {say(line.id === "says-nothing" ? "consoleSaysNothing" : "consoleNotCors")}
      </h2>
      <p>
        <Prose text={line.sentence} />
      </p>
      <dl class="facts">
        <Fact name={say("consoleTellingWords")} value={line.quote} />
        <Fact name={say("consoleAddress")} value={line.url} />
      </dl>
      {line.url !== undefined && <Request {...shown} />}
    </li>
  );
}
