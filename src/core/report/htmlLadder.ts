import type { Rung, Stage } from "../diagnosis/diagnosis";
import { type Html, html, NOTHING, text } from "./html";
import { printed } from "./printed";

const STATUS: Readonly<Record<Rung["status"], { readonly mark: string; readonly words: string }>> = {
  passed: { mark: "✓", words: "passed" },
  failed: { mark: "✗", words: "failed" },
  "would-fail": { mark: "✗", words: "would fail next" },
  "not-reached": { mark: "·", words: "not reached" },
  "not-run": { mark: "?", words: "not run" },
};

const STAGES: Readonly<Record<Stage, string>> = {
  request: "The request itself",
  preflight: "The reply to the preflight",
  redirect: "The redirect",
  response: "The reply",
};

/** Every check, reply by reply, in the order in which the browser runs them. */
export function ladder(rungs: readonly Rung[]): Html {
  const groups: Rung[][] = [];
  for (const rung of rungs) {
    const last = groups.at(-1);
    if (last?.[0]?.stage === rung.stage && last[0].hop === rung.hop) last.push(rung);
    else groups.push([rung]);
  }
  return html`${groups.map((group) => stage(group as [Rung, ...Rung[]]))}`;
}

function stage(rungs: readonly [Rung, ...Rung[]]): Html {
  const [{ stage: name, hop }] = rungs;
  const which = hop > 0 ? `${STAGES[name]}, hop ${hop + 1}` : STAGES[name];
  return html`<div class="stage"><h4>${text(which)}</h4><ol class="ladder">${rungs.map(line)}</ol></div>`;
}

function line({ status, label, expected, got, spec }: Rung): Html {
  const { mark, words } = STATUS[status];
  const wrong = status === "failed" || status === "would-fail";
  const sides = html`<p class="side">Expected <code>${seen(expected)}</code>, got <code>${seen(got === "" ? "(nothing)" : got)}</code>${standard(spec)}</p>`;
  return html`<li class="${text(status)}"><span class="mark" aria-hidden="true">${text(mark)}</span><span>${seen(label)} <span class="words">${text(words)}</span></span>${wrong ? sides : NOTHING}</li>`;
}

/** Links lead into the standard, never to anywhere that a recording names. */
function standard(spec: string): Html {
  return /^https:\/\/fetch\.spec\.whatwg\.org\/#[\w-]+$/.test(spec) ? html` (<a href="${text(spec)}">standard</a>)` : NOTHING;
}

/** A value of the recording. */
const seen = (value: string): Html => text(printed(value));
