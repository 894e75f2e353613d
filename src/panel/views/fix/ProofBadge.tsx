import type { Stack } from "../../../core/remedy/policy";
import { type ProofRecord, proofOf } from "../../../core/remedy/proofs";
import { Icon } from "../../../parts/Icon";
import { say } from "../../../parts/say";

/** A server answered; the others were read or parsed. */
const RAN: ReadonlySet<ProofRecord["kind"]> = new Set(["live", "emulator", "model"]);

/** How far the recipe was run, out of the file that the run wrote: nobody writes a badge by hand. Plain headers are no server's. */
export function ProofBadge({ stack, record = proofOf(stack.id) }: { stack: Stack; record?: ProofRecord | null }) {
  if (stack.family === "plain") return null;
  const ran = record !== null && RAN.has(record.kind);
  const limits = limitsOf(record);
  return (
    <div class="proof">
      <p class={`proof-badge ${ran ? "proof-ran" : "proof-not-ran"}`}>
        <Icon name={ran ? "allowed" : "unknown"} />
        {wordsOf(record)}
      </p>
      {limits.length > 0 && (
        <ul class="proof-limits" aria-label={say("proofLimits")}>
          {limits.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function wordsOf(record: ProofRecord | null): string {
  if (record === null) return say("proofNone");
  const { kind, version, browser, date } = record;
  switch (kind) {
    case "live":
      return say("proofLive", { version, browser, date });
    case "emulator":
      return say("proofEmulator", { version, browser, date });
    case "model":
      return say("proofModel", { version, browser, date });
    case "schema":
      return say("proofSchema", { version, date });
    case "syntax":
      return say("proofSyntax", { version, date });
    case "docs":
      return say("proofNone");
  }
}

/** What the run showed that the recipe does not reach. */
function limitsOf(record: ProofRecord | null): string[] {
  const survives = record?.survives ?? { e404: true, e500: true, vary: true };
  const limits = [];
  if (!survives.e500) limits.push(say("proofNo500"));
  if (!survives.e404) limits.push(say("proofNo404"));
  if (!survives.vary) limits.push(say("proofNoVary"));
  return limits;
}
