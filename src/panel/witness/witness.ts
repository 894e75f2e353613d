import { type Signal, signal } from "@preact/signals";
import { type Note, readNotes } from "./notes";
import { NOTES, readExpression, witnessScript } from "./script";

/** What only DevTools can do for the panel: reload the inspected page with a script in it, and ask that page. */
export interface WitnessHost {
  reload(injectedScript: string): void;
  /** `take` gets undefined when the page could not be asked. */
  ask(expression: string, take: (value: unknown) => void): void;
  onNavigated(listener: () => void): void;
}

/** `refused`: the page came back without it. `gone`: it went with the page that it stood in. */
export type WitnessState = "off" | "reloading" | "armed" | "full" | "gone" | "refused";

/** Told of a navigation, DevTools may for a moment still put questions to the page before: it is asked again, so often and so far apart. */
const PATIENCE = 20;
const PAUSE_MS = 50;

/** The witness in the page, from the click that placed it to the next navigation. */
export class Witness {
  readonly state: Signal<WitnessState> = signal("off");
  #key = "";
  #notes: Note[] = [];
  #count = 0;
  #navigated = false;
  #patience = 0;
  /** Number of the last question, and of the last one that was answered. */
  #asked = 0;
  #answered = 0;
  #again = false;

  constructor(
    private readonly host: WitnessHost,
    /** There are notes to hold against exchanges; `born`: the page's requests began no earlier. */
    private readonly heard: (notes: readonly Note[], born: number) => void,
  ) {
    host.onNavigated(() => {
      if (!this.#stands()) return;
      this.#navigated = true;
      this.#patience = PATIENCE;
      this.#ask();
    });
  }

  /** On the user's click only: it reloads their page. */
  reload(): void {
    const random = crypto.getRandomValues(new Uint32Array(4));
    this.#key = `corscope-${Array.from(random, (word) => word.toString(36)).join("")}`;
    this.#notes = [];
    this.#count = 0;
    this.#navigated = false;
    this.#patience = 0;
    this.#answered = this.#asked; // whatever is still to be answered belongs to the page before
    this.state.value = "reloading";
    this.host.reload(witnessScript(this.#key));
  }

  dismiss(): void {
    this.state.value = "off";
  }

  /** Exchanges changed: the page has probably called. */
  look(): void {
    if (!this.#stands()) return;
    if (this.#asked > this.#answered) this.#again = true;
    else this.#ask();
  }

  /** Refused may mean asked too early, so it is asked again. */
  #stands(): boolean {
    return ["reloading", "armed", "full", "refused"].includes(this.state.peek());
  }

  #ask(): void {
    const key = this.#key;
    const number = ++this.#asked;
    // What the old page answers after the click says nothing about the new one.
    const wasNavigated = this.#navigated;
    this.#again = false;
    this.host.ask(readExpression(key, this.#count), (value) => {
      if (key !== this.#key || number !== this.#asked) return;
      this.#answered = number;
      const impatient = this.#patience === 0;
      if (!impatient) this.#patience -= 1;
      this.#take(value, wasNavigated && impatient);
      if (!this.#stands()) return;
      if (this.#again) this.#ask();
      else if (!impatient) setTimeout(() => key === this.#key && this.look(), PAUSE_MS);
    });
  }

  #take(value: unknown, final: boolean): void {
    const reading = readNotes(value);
    const state = this.state.peek();
    if (reading === null) {
      if (state === "armed" || state === "full") {
        // No answer at all is a page between two states, or one that may not be asked.
        if (value !== undefined || final) this.state.value = "gone";
      } else if (final) this.state.value = "refused";
      return;
    }
    // The page may offer as many as it likes.
    if (this.#count < NOTES) this.#notes.push(...reading.notes);
    this.#count += reading.count;
    this.state.value = this.#count >= NOTES ? "full" : "armed";
    this.heard(this.#notes, reading.born);
  }
}
