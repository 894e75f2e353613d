import type { ComponentChildren } from "preact";
import { CAUSE_SENTENCES } from "../../core/diagnosis/causeTexts";
import type { Diagnosis } from "../../core/diagnosis/diagnosis";
import { mdnLink } from "../../core/engines/mdnPages";
import { isSettled, leadOf } from "../../core/exchange/exchange";
import { type Risk, risksOf } from "../../core/remedy/risks";
import { Ladder } from "../../parts/Ladder";
import { OuterLink } from "../../parts/SpecLink";
import { type PlainName, say } from "../../parts/say";
import { Prose, VisibleText } from "../../parts/VisibleText";
import type { Row } from "../judge";
import type { Witness } from "../witness/witness";
import { Certainty, PageSays } from "./Certainty";
import { Consoles } from "./Consoles";
import { Engines } from "./Engines";
import { ReplyExcerpt } from "./ReplyExcerpt";
import { WorksInCurl } from "./WorksInCurl";

/** Only what is certain is the browser's own word. */
const REASON_LABELS: Readonly<Record<Diagnosis["certainty"], PlainName>> = {
  certain: "whyReasonCertain",
  inferred: "whyReasonInferred",
  undecided: "whyReasonUndecided",
};

const SEVERITIES: Readonly<Record<Risk["severity"], PlainName>> = { high: "whyRiskHigh", medium: "whyRiskMedium", low: "whyRiskLow" };

const SENT = { yes: "whySentYes", no: "whySentNo", unknown: "whySentUnknown" } as const;

function Preflight({ diagnosis }: { diagnosis: Diagnosis }) {
  const { needed, because, found, cachedForSeconds } = diagnosis.preflight;
  if (!needed) return null;
  return (
    <p class="preflight-why">
      <strong>{say("whyPreflight")}</strong> {say(found === "cached" ? "whyPreflightCached" : "whyPreflightNeeded")}
      {because.length > 0 && (
        <>
          {` ${say("whyPreflightBecause")} `}
          <VisibleText text={because.join(", ")} />
        </>
      )}
      {cachedForSeconds !== undefined && `; ${say("whyPreflightKept", { seconds: cachedForSeconds })}`}.
    </p>
  );
}

/** A browser that has names of its own for reasons says one in its console: that is the word people have seen. */
function OwnWord({ diagnosis }: { diagnosis: Diagnosis }) {
  const { ownWord, certainty } = diagnosis;
  if (ownWord === null) return null;
  return (
    <p class="own-word">
      {say(REASON_LABELS[certainty])}: <code>{ownWord.key}</code> <OuterLink href={ownWord.page}>{say("whyMdn")}</OuterLink>
      {" · "}
      <VisibleText text={ownWord.text.slice(0, 400)} />
    </p>
  );
}

/** The word the protocol has for it, and where the standard and MDN explain it. */
function Reason({ diagnosis }: { diagnosis: Diagnosis }) {
  const { reason, certainty, failedParameter, ladder, ownWord } = diagnosis;
  if (reason === null) return null;
  const spec = ladder.find((rung) => rung.status === "failed")?.spec;
  const mdn = ownWord === null ? mdnLink(reason) : null;
  return (
    <p class="reason-name">
      <span>
        {say(ownWord === null ? REASON_LABELS[certainty] : "whyReasonProtocol")}: <code>{reason}</code>
        {failedParameter !== undefined && failedParameter !== "" && (
          <>
            {" · "}
            <code>
              <VisibleText text={failedParameter.slice(0, 200)} />
            </code>
          </>
        )}
      </span>
      {spec !== undefined && <OuterLink href={spec}>{say("whyStandard")}</OuterLink>}
      {mdn !== null && <OuterLink href={mdn}>{say("whyMdn")}</OuterLink>}
    </p>
  );
}

function Checks({ ladder }: { ladder: Diagnosis["ladder"] }) {
  if (ladder.length === 0) return null;
  return (
    <section>
      <h3 class="part-title">{say("whyChecks")}</h3>
      <Ladder rungs={ladder} />
    </section>
  );
}

/** Passing today is not all: some replies pass for a reason that will hurt. */
function Risks({ row }: { row: Row }) {
  const risks = risksOf(row.exchange, row.diagnosis);
  if (risks.length === 0) return null;
  return (
    <section>
      <h3 class="part-title">{say("whyRisks")}</h3>
      <ul class="risks">
        {risks.map(({ id, severity, text }) => (
          <li key={id} class={`risk risk-${severity}`}>
            <strong>{say(SEVERITIES[severity])}</strong> <Prose text={text} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface WhyProps {
  readonly row: Row;
  readonly witness: Witness | null;
  /** When the same request passed. */
  readonly past: ComponentChildren;
  /** What lets the hidden reply be seen. */
  readonly unmask: ComponentChildren;
  onShowHeaders(): void;
}

export function Why({ row, witness, past, unmask, onShowHeaders }: WhyProps) {
  const { diagnosis, exchange } = row;
  const blocked = diagnosis.verdict === "blocked";
  const settled = isSettled(exchange);
  const method = visibleMethod(row);
  // A read that was executed did no harm; a write did what it says.
  const executed = diagnosis.sent === "yes" && method !== "GET" && method !== "HEAD";
  // A browser's own word is a line more, and its toolbox is low: there the checks come before what explains them.
  const checksFirst = blocked && diagnosis.ownWord !== null;
  const checks = <Checks ladder={diagnosis.ladder} />;
  const reason = blocked && <Reason diagnosis={diagnosis} />;
  const sureness = settled && diagnosis.verdict !== "allowed" && <Certainty diagnosis={diagnosis} witness={witness} />;
  const open = diagnosis.certainty === "undecided";
  return (
    <div class="why">
      <p class="sentence">
        <Prose text={settled ? diagnosis.sentence : say("whyPending")} />
      </p>
      {blocked && <OwnWord diagnosis={diagnosis} />}
      {!checksFirst && reason}
      {(!checksFirst || open) && sureness}
      {checksFirst && checks}
      {diagnosis.cause !== null && (
        <p class="cause">
          <strong>{say("whyCause")}</strong> <VisibleText text={CAUSE_SENTENCES[diagnosis.cause]} />
        </p>
      )}
      {checksFirst && reason}
      {checksFirst && !open && sureness}
      {past}
      {blocked && diagnosis.notCors !== null && <p class="cause">{say("whyNetworkRefused")}</p>}
      {blocked && <p class={executed ? "sent sent-yes" : "sent"}>{say(SENT[diagnosis.sent], { method })}</p>}
      <Preflight diagnosis={diagnosis} />
      {diagnosis.unknowns.length > 0 && (
        <p class="quiet">
          {say("whyUnknown")} <VisibleText text={diagnosis.unknowns.join("; ")} />
        </p>
      )}
      {exchange.witness !== undefined && <PageSays said={exchange.witness} />}
      <Risks row={row} />
      <ReplyExcerpt row={row} onShowAll={onShowHeaders} />
      {unmask}
      {!checksFirst && checks}
      {(blocked || diagnosis.verdict === "allowed") && <Engines diagnosis={diagnosis} />}
      {blocked && <Consoles row={row} />}
      {blocked && <WorksInCurl row={row} />}
    </div>
  );
}

function visibleMethod(row: Row): string {
  const method = leadOf(row.exchange).hops.at(-1)?.method ?? row.method;
  return /^[!#$%&'*+.^_`|~\w-]{1,40}$/u.test(method) ? method : say("whySomeRequest");
}
