import { useState } from "preact/hooks";
import type { Family, Policy, Stack } from "../../../core/remedy/policy";
import { headers } from "../../../core/remedy/stacks/headers";
import { STACKS, stackById } from "../../../core/remedy/stacks/registry";
import { curlLine } from "../../../core/report/curl";
import { CodeBlock } from "../../../parts/CodeBlock";
import { OuterLink } from "../../../parts/SpecLink";
import { copyText } from "../../../parts/saveFile";
import { say } from "../../../parts/say";
import { Prose } from "../../../parts/VisibleText";
import type { Row } from "../../judge";
import { recallStack, rememberStack } from "../../rememberedStacks";
import { stackFor } from "../../stackFor";
import { ProofBadge } from "./ProofBadge";
import { Provenance } from "./Provenance";

/** The groups of the choice, in their order; said when drawn, for the language is known only then. */
function families(): (readonly [Family, string])[] {
  return [
    ["plain", say("fixFamilyPlain")],
    ["app", say("fixFamilyApp")],
    ["proxy", say("fixFamilyProxy")],
    ["cloud", say("fixFamilyCloud")],
    ["dev", say("fixFamilyDev")],
  ];
}

function byTitle(family: Family): readonly Stack[] {
  return STACKS.filter((stack) => stack.family === family).sort((a, b) => a.title.localeCompare(b.title));
}

/** The policy in the words of the user's server. */
export function Recipes({ policy, row }: { policy: Policy; row: Row }) {
  const [stack, choose] = useState(() => stackFor(row));
  const guessed = recallStack(row.host) === null && stack.id !== headers.id;
  return (
    <section class="recipes">
      <label class="stack-choice">
        <span>{say("fixYourServer")}</span>
        <select
          value={stack.id}
          onChange={(event) => {
            rememberStack(row.host, event.currentTarget.value);
            choose(stackById(event.currentTarget.value) ?? headers);
          }}
        >
          {families().map(([family, title]) => (
            <Group key={family} title={title} stacks={byTitle(family)} />
          ))}
        </select>
        {guessed && <span class="quiet">{say("fixGuessed")}</span>}
      </label>
      <Recipe policy={policy} stack={stack} row={row} />
    </section>
  );
}

function Group({ title, stacks }: { title: string; stacks: readonly Stack[] }) {
  if (stacks.length === 0) return null;
  return (
    <optgroup label={title}>
      {stacks.map((stack) => (
        <option key={stack.id} value={stack.id}>
          {stack.title}
        </option>
      ))}
    </optgroup>
  );
}

function Recipe({ policy, stack, row }: { policy: Policy; stack: Stack; row: Row }) {
  const rendered = stack.render(policy, URL.parse(row.url)?.origin);
  if (!rendered.ok) {
    const instead = rendered.tryInstead === undefined ? null : stackById(rendered.tryInstead);
    return (
      <p class="refusal">
        <Prose text={rendered.refusal} /> {instead !== null && say("fixTryInstead", { stack: instead.title })}
      </p>
    );
  }
  const curl = curlLine(row.exchange, row.diagnosis);
  return (
    <>
      <ProofBadge stack={stack} />
      {stack.install !== "" && <CodeBlock text={stack.install} label={say("fixInstall")} onCopy={copyText} />}
      <p class="placement">
        <Prose text={stack.placement} /> <OuterLink href={stack.docs}>{say("fixDocs", { stack: stack.title })}</OuterLink>
      </p>
      {rendered.snippets.map(({ slot, file, where, text }) => (
        <CodeBlock key={slot} text={text} label={`${file}, ${where}`} onCopy={copyText} />
      ))}
      <p class="restart">
        <Prose text={stack.restart} />
      </p>
      <Pitfalls stack={stack} row={row} />
      {curl !== null && <CodeBlock text={curl} label={say("fixCheck")} onCopy={copyText} />}
      {stack.id !== headers.id && <PolicyHeaders policy={policy} />}
      <Provenance policy={policy} />
    </>
  );
}

/** Those whose sign this exchange shows stand in the open; the rest wait folded. */
function Pitfalls({ stack, row }: { stack: Stack; row: Row }) {
  const seen = stack.pitfalls.filter((pitfall) => pitfall.seen?.(row.exchange, row.diagnosis) === true);
  const others = stack.pitfalls.filter((pitfall) => !seen.includes(pitfall));
  return (
    <>
      {seen.length > 0 && (
        <ul class="pitfalls seen" aria-label={say("fixPitfallsSeen")}>
          {seen.map(({ id, text }) => (
            <li key={id}>
              <Prose text={text} />
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <details class="pitfalls">
          <summary>{say("fixPitfalls", { stack: stack.title })}</summary>
          <ul>
            {others.map(({ id, text }) => (
              <li key={id}>
                <Prose text={text} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** The stack that shows plain response headers is the policy itself, so it stands below every other recipe. */
function PolicyHeaders({ policy }: { policy: Policy }) {
  const plain = headers.render(policy);
  if (!plain.ok) return null;
  return <CodeBlock text={plain.snippets.map(({ text }) => text).join("\n")} label={say("fixAsHeaders")} onCopy={copyText} />;
}
