import type { Policy } from "../../../core/remedy/policy";
import { say } from "../../../parts/say";
import { Prose, VisibleText } from "../../../parts/VisibleText";
import { ELEMENTS } from "../../texts";

function nameOf(field: string): string {
  const name = ELEMENTS[field];
  return name === undefined ? field : say(name);
}

/** Nothing in the policy is invented: each element names what it was read from. */
export function Provenance({ policy }: { policy: Policy }) {
  const entries = Object.entries(policy.provenance);
  if (entries.length === 0) return null;
  return (
    <section>
      <h3 class="part-title">{say("fixProvenance")}</h3>
      <dl class="facts">
        {entries.map(([element, source]) => {
          const [, field = element, value = ""] = /^(\w+)\.(.*)$/su.exec(element) ?? [];
          return (
            <div key={element}>
              <dt>
                {nameOf(field)}{" "}
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
