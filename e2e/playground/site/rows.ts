import type { Origins, PageName, RequestSpec, Scenario, Via } from "../../servers/scenarios/scenario";
import type { Outcome } from "./send";

export interface Row {
  readonly element: HTMLElement;
  readonly outcome: HTMLElement;
}

export const PAGE_TITLES: Readonly<Record<PageName, string>> = {
  page: "Playground",
  public: "Playground, public http page",
  publicSecure: "Playground, public secure page",
};

const VIA: Readonly<Record<Via, string>> = {
  fetch: "fetch()",
  xhr: "XMLHttpRequest",
  script: "<script>",
  module: "module",
  image: "<img>",
  font: "@font-face",
  "event-source": "EventSource",
  worker: "worker fetch()",
  "sandboxed-iframe": "sandboxed frame",
  beacon: "sendBeacon()",
};

function create(tag: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  element.append(...children);
  return element;
}

function summary(request: RequestSpec, origins: Origins): string {
  const parts = [VIA[request.via], request.method ?? "GET", origins[request.to]];
  if (request.credentials === "include") parts.push("with credentials");
  if (request.mode === "no-cors") parts.push("no-cors");
  for (const [name, value] of request.headers ?? []) parts.push(`${name}: ${value}`);
  return parts.join(" · ");
}

/** Reasons are long single words: they may break before each capital. */
const breakable = (word: string): (Node | string)[] =>
  word.split(/(?=[A-Z][a-z])/).flatMap((part, i) => (i === 0 ? [part] : [document.createElement("wbr"), part]));

function expectation({ expect }: Scenario): HTMLElement {
  const word = { blocked: "Blocked", allowed: "Passes", "not-cors": "Not CORS", unknown: "Unknown" }[expect.verdict];
  const detail = expect.reason ?? expect.notCors;
  return create(
    "div",
    "expect",
    create("span", `chip ${expect.verdict}`, word),
    ...(detail === undefined || detail === null ? [] : [create("code", "", ...breakable(detail))]),
  );
}

function renderRow(scenario: Scenario, origins: Origins, page: PageName, onRun: (id: string) => void): Row {
  const from = scenario.request.from ?? "page";
  const outcome = create("span", "outcome", "Not run yet");
  outcome.setAttribute("aria-live", "polite");
  const element = create(
    "article",
    "row",
    create(
      "div",
      "what",
      create("h3", "", scenario.title),
      create("p", "", scenario.says),
      create("code", "request", summary(scenario.request, origins)),
    ),
    expectation(scenario),
    create("div", "act", from === page ? runButton(scenario, onRun) : otherPage(scenario, origins[from], from), outcome),
  );
  element.id = scenario.id;
  if (from !== page) outcome.textContent = from === "page" ? "Runs on the main page" : "Runs on a public page";
  return { element, outcome };
}

function runButton(scenario: Scenario, onRun: (id: string) => void): HTMLElement {
  const button = create("button", "", "Run");
  button.setAttribute("type", "button");
  button.setAttribute("aria-label", `Run: ${scenario.title}`);
  button.addEventListener("click", () => onRun(scenario.id));
  return button;
}

function otherPage(scenario: Scenario, origin: string, from: PageName): HTMLElement {
  const link = create("a", "button", "Open page");
  link.setAttribute("href", `${origin}/#${scenario.id}`);
  link.setAttribute("aria-label", `${PAGE_TITLES[from]}: ${scenario.title}`);
  return link;
}

export function renderGroup(
  name: string,
  scenarios: readonly Scenario[],
  origins: Origins,
  page: PageName,
  onRun: (id: string) => void,
): { section: HTMLElement; made: readonly (readonly [string, Row])[] } {
  const made = scenarios.map((scenario) => [scenario.id, renderRow(scenario, origins, page, onRun)] as const);
  const heading = create("h2", "", name, create("span", "count", String(made.length)));
  heading.id = `group-${name.toLowerCase().replace(/\W+/g, "-")}`;
  const section = create("section", "", heading, create("div", "rows", ...made.map(([, row]) => row.element)));
  section.setAttribute("aria-labelledby", heading.id);
  return { section, made };
}

export function showRunning({ outcome }: Row): void {
  outcome.textContent = "Running";
  outcome.dataset.state = "running";
}

/** The page sees no more than success or failure; a beacon not even that. */
export function showOutcome({ outcome }: Row, scenario: Scenario, result: Outcome): void {
  const asExpected = scenario.request.via === "beacon" || result.ok === (scenario.expect.verdict === "allowed");
  outcome.textContent = asExpected ? result.text : `${result.text} (not what was expected)`;
  outcome.dataset.state = asExpected ? (result.ok ? "ok" : "failed") : "surprise";
}
