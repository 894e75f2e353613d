import { useState } from "preact/hooks";
import type { HeaderList } from "../../core/exchange/networkEvent";
import type { Family, Policy, Remedy, Stack } from "../../core/remedy/policy";
import { refusedPart } from "../../core/remedy/refused";
import { headers } from "../../core/remedy/stacks/headers";
import { likelyStacks } from "../../core/remedy/stacks/likely";
import { STACKS, stackById } from "../../core/remedy/stacks/registry";
import { CodeBlock } from "../../parts/CodeBlock";
import { OuterLink } from "../../parts/SpecLink";
import { copyText } from "../../parts/saveFile";
import { say } from "../../parts/say";
import { Prose, VisibleText } from "../../parts/VisibleText";
import { type Row, remedyOf } from "../judge";
import { recall, remember } from "../remember";
import { ELEMENT_WORDS, PARTY_WORDS } from "../texts";

const STACK_KEY = "corscope.stack";

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

function Advice({ remedy }: { remedy: Remedy }) {
  if (remedy.advice.length === 0) return null;
  return (
    <ul class="advice">
      {remedy.advice.map((text) => (
        <li key={text}>
          <Prose text={text} />
        </li>
      ))}
    </ul>
  );
}

/** The stack that shows plain response headers is the policy itself, so it stands below every other recipe. */
function PolicyHeaders({ policy }: { policy: Policy }) {
  const plain = STACKS.find((stack) => stack.id === "headers")?.render(policy);
  if (plain === undefined || !plain.ok) return null;
  const text = plain.snippets.map((snippet) => snippet.text).join("\n");
  return <CodeBlock text={text} label="The policy as response headers" onCopy={copyText} />;
}

/** Nothing in the policy is invented: each element names what it was read from. */
function Provenance({ policy }: { policy: Policy }) {
  const entries = Object.entries(policy.provenance);
  if (entries.length === 0) return null;
  return (
    <section>
      <h3 class="part-title">Where each value comes from</h3>
      <dl class="facts">
        {entries.map(([element, source]) => {
          const [, field = element, value = ""] = /^(\w+)\.(.*)$/su.exec(element) ?? [];
          return (
            <div key={element}>
              <dt>
                {ELEMENT_WORDS[field] ?? field}{" "}
                {value !== "" && (
                  <code>
                    <VisibleText text={value.slice(0, 120)} />
                  </code>
                )}
              </dt>
              <dd>
                <Prose text={source} />
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function Recipe({ policy, stack }: { policy: Policy; stack: Stack }) {
  const rendered = stack.render(policy);
  if (!rendered.ok) {
    return (
      <p class="refusal">
        <Prose text={rendered.refusal} />
      </p>
    );
  }
  return (
    <>
      {stack.install !== "" && <CodeBlock text={stack.install} label="Install first" onCopy={copyText} />}
      <p class="placement">
        <Prose text={stack.placement} /> <OuterLink href={stack.docs}>{stack.title} documentation</OuterLink>
      </p>
      {rendered.snippets.map(({ slot, file, where, text }) => (
        <CodeBlock key={slot} text={text} label={`${file}, ${where}`} onCopy={copyText} />
      ))}
      <p class="restart">
        <Prose text={stack.restart} />
      </p>
      {stack.id !== "headers" && <PolicyHeaders policy={policy} />}
      <Provenance policy={policy} />
    </>
  );
}

function Group({ title, stacks }: { title: string; stacks: readonly Stack[] }) {
  if (stacks.length === 0) return null;
  return (
    <optgroup label={title}>
      {stacks.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </optgroup>
  );
}

/** The headers of the reply that was refused: what a server calls itself tells which recipe to show first. */
function repliedTo({ exchange, diagnosis }: Row): HeaderList {
  return refusedPart(exchange, diagnosis)?.reply?.headers ?? [];
}

function Recipes({ policy, row }: { policy: Policy; row: Row }) {
  const [chosen, choose] = useState(() => recall(STACK_KEY));
  const stack = (chosen === null ? null : stackById(chosen)) ?? likelyStacks(repliedTo(row))[0] ?? headers;
  return (
    <section class="recipes">
      <label class="stack-choice">
        <span>Your server</span>
        <select
          value={stack.id}
          onChange={(event) => {
            remember(STACK_KEY, event.currentTarget.value);
            choose(event.currentTarget.value);
          }}
        >
          {families().map(([family, title]) => (
            <Group key={family} title={title} stacks={STACKS.filter((stack) => stack.family === family)} />
          ))}
        </select>
      </label>
      <Recipe policy={policy} stack={stack} />
    </section>
  );
}

export function Fix({ row }: { row: Row }) {
  const remedy = remedyOf(row);
  return (
    <div class="fix">
      <p class={`party party-${remedy.party}`}>
        {row.verdict === "blocked" ? PARTY_WORDS[remedy.party] : "Nothing to change in CORS headers"}
        {remedy.thirdParty && <span class="tag">somebody else's server</span>}
      </p>
      <p class="sentence">
        <Prose text={remedy.summary} />
      </p>
      <Advice remedy={remedy} />
      {remedy.policy !== null && <Recipes policy={remedy.policy} row={row} />}
    </div>
  );
}
