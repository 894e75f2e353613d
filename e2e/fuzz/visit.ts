/** Runs in the panel's page: what a user does, faster. Types are all it may import. */

export interface Visit {
  /** Every row is opened in this tab ... */
  readonly tab: string;
  /** ... and one of so many in all of them. */
  readonly every: number;
  /** Typed into the filter, and taken away again. */
  readonly filter: string;
  readonly tabs: readonly string[];
}

/** Opens the rows from the first to the last; the number of those that were shown. */
export async function visit({ tab, every, filter, tabs }: Visit): Promise<number> {
  const drawn = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
  const grid = document.querySelector<HTMLElement>("[role=grid]");
  const search = document.querySelector<HTMLInputElement>("input[type=search]");
  if (grid === null || search === null) throw new Error("the panel has no list");
  const press = async (key: string): Promise<void> => {
    grid.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    await drawn();
  };
  const open = async (name: string): Promise<void> => {
    const found = [...document.querySelectorAll<HTMLElement>("[role=tab]")].find(({ textContent }) => textContent?.trim() === name);
    if (found === undefined) return;
    found.click();
    await drawn();
    for (const more of document.querySelectorAll<HTMLElement>("[role=tabpanel] button.link[aria-expanded=false]")) more.click();
    for (const closed of document.querySelectorAll<HTMLDetailsElement>("[role=tabpanel] details:not([open])")) closed.open = true;
    await drawn();
  };
  const type = async (text: string): Promise<void> => {
    search.value = text;
    search.dispatchEvent(new Event("input", { bubbles: true }));
    await drawn();
  };
  await type(filter);
  await type("");
  await press("Home");
  await press("Enter");
  let last = "";
  let count = 0;
  for (;;) {
    const selected = document.querySelector("[role=row][aria-selected=true]");
    const key = `${selected?.id}${selected?.getAttribute("aria-rowindex")}${selected?.getAttribute("aria-label")}`;
    if (key === last) return count;
    last = key;
    if (selected?.getAttribute("aria-expanded") === "false") await press("ArrowRight"); // repeats in a row share one
    for (const name of count % every === 0 ? tabs : [tab]) await open(name);
    count++;
    await press("ArrowDown");
  }
}
