import { useState } from "preact/hooks";
import type { Policy, Remedy, Stack } from "../../core/remedy/policy";
import { STACKS } from "../../core/remedy/stacks/registry";
import { CodeBlock } from "../../parts/CodeBlock";
import { OuterLink } from "../../parts/SpecLink";
import { copyText } from "../../parts/saveFile";
import { Prose, VisibleText } from "../../parts/VisibleText";
import { type Row, remedyOf } from "../judge";
import { recall, remember } from "../remember";
import { ELEMENT_WORDS, PARTY_WORDS } from "../texts";

const STACK_KEY = "corscope.stack";

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
  return <CodeBlock text={plain.text} label="The policy as response headers" onCopy={copyText} />;
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
      <CodeBlock text={rendered.text} label={stack.title} onCopy={copyText} />
      {stack.id !== "headers" && <PolicyHeaders policy={policy} />}
      <Provenance policy={policy} />
    </>
  );
}

function Recipes({ policy }: { policy: Policy }) {
  const [chosen, choose] = useState(() => recall(STACK_KEY));
  const stack = STACKS.find((one) => one.id === chosen) ?? STACKS[0];
  if (stack === undefined) return null;
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
          {STACKS.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
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
      {remedy.policy !== null && <Recipes policy={remedy.policy} />}
    </div>
  );
}
