import { GROUPS, type Origins, PAGES, type PageName, type Scenario } from "../../servers/scenarios/scenario";
import { SCENARIOS, scenarioCalled } from "../../servers/scenarios/table";
import { PAGE_TITLES, type Row, renderGroup, showOutcome, showRunning } from "./rows";
import { fitsAnywhere, runScenario, type Variant } from "./run";
import type { Outcome } from "./send";

export interface Playground {
  /** The scenarios that this page can send; the others need one of the other pages. */
  readonly ids: readonly string[];
  run(id: string, nonce: string, variant?: Variant): Promise<Outcome>;
  /** All of them, one after the other; those that can be sent from there when the variant says where from. */
  runAll(nonce: string, variant?: Variant): Promise<Readonly<Record<string, Outcome>>>;
}

declare global {
  interface Window {
    playground?: Playground;
  }
}

function byId<E extends HTMLElement>(id: string, type: new () => E): E {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no #${id}`);
  return found;
}

const { origins, own } = (await (await fetch("/origins.json")).json()) as { origins: Origins; own: string };
const page: PageName = PAGES.find((name) => origins[name] === own) ?? "page";
const isHere = (scenario: Scenario): boolean => (scenario.request.from ?? "page") === page;
const ids = SCENARIOS.filter(isHere).map(({ id }) => id);
const rows = new Map<string, Row>();

async function run(id: string, nonce: string, variant?: Variant): Promise<Outcome> {
  const scenario = scenarioCalled(id);
  const row = rows.get(id);
  if (row !== undefined) showRunning(row);
  const outcome = await runScenario(scenario, origins, nonce, variant);
  if (row !== undefined) showOutcome(row, scenario, outcome);
  return outcome;
}

async function runAll(nonce: string, variant: Variant = {}): Promise<Readonly<Record<string, Outcome>>> {
  const outcomes: Record<string, Outcome> = {};
  const wanted = variant.from === undefined ? ids : ids.filter((id) => fitsAnywhere(scenarioCalled(id)));
  for (const id of wanted) {
    outcomes[id] = await run(id, nonce, variant);
    progress.textContent = `${Object.keys(outcomes).length} of ${wanted.length} played`;
  }
  return outcomes;
}

const newNonce = (): string => crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36) ?? "0";
const progress = byId("progress", HTMLOutputElement);
const runAllButton = byId("run-all", HTMLButtonElement);
const filter = byId("filter", HTMLInputElement);
const list = byId("scenarios", HTMLElement);

byId("own-origin", HTMLElement).textContent = own;
byId("page-title", HTMLElement).textContent = PAGE_TITLES[page];
progress.textContent = `${ids.length} scenarios`;

for (const name of GROUPS) {
  const scenarios = SCENARIOS.filter(({ group }) => group === name);
  const { section, made } = renderGroup(name, scenarios, origins, page, (id) => void run(id, newNonce()));
  for (const [id, row] of made) rows.set(id, row);
  list.append(section);
}

runAllButton.addEventListener("click", async () => {
  runAllButton.disabled = true;
  await runAll(newNonce());
  runAllButton.disabled = false;
});

filter.addEventListener("input", () => {
  const wanted = filter.value.trim().toLowerCase();
  for (const scenario of SCENARIOS) {
    const row = rows.get(scenario.id);
    const text = `${scenario.id} ${scenario.title} ${scenario.says} ${scenario.expect.reason ?? scenario.expect.notCors ?? ""}`;
    if (row !== undefined) row.element.hidden = !text.toLowerCase().includes(wanted);
  }
  for (const section of list.querySelectorAll("section")) section.hidden = section.querySelector(".row:not([hidden])") === null;
});

window.playground = { ids, run, runAll };
document.documentElement.dataset.ready = "true";
