import messages from "../../public/_locales/en/messages.json" with { type: "json" };

/**
 * The one way from a view to a human text. Names and placeholders are those of `public/_locales/en/messages.json`, so that a text that does
 * not exist, or a value that was forgotten, does not compile. In the extension the browser chooses the language; elsewhere (playground,
 * tests) it is English.
 */
type Messages = typeof messages;
export type MessageName = keyof Messages;
type Values<N extends MessageName> = Messages[N] extends { placeholders: infer P }
  ? { readonly [K in keyof P]: string | number }
  : undefined;
type Rest<N extends MessageName> = Values<N> extends undefined ? [] : [values: Values<N>];

/** Names of texts that take no values: what a table may hold. */
export type PlainName = { [N in MessageName]: Values<N> extends undefined ? N : never }[MessageName];

interface Entry {
  readonly message: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}

/** `chrome.i18n.getMessage`: answers `""` for a name it does not know. */
export type Catalogue = (name: string, substitutions: string[]) => string;
let catalogue: Catalogue | null = null;

/** Called once by a page of the extension, before it draws. */
export function speakFrom(browserCatalogue: Catalogue): void {
  catalogue = browserCatalogue;
}

export function say<N extends MessageName>(name: N, ...[values]: Rest<N>): string {
  return textOf(name, values ?? {});
}

function textOf(name: MessageName, values: Readonly<Record<string, string | number>>): string {
  const entry: Entry = messages[name];
  const inOrder = substitutionsOf(entry, values);
  const translated = catalogue?.(name, inOrder) ?? "";
  return translated !== "" ? translated : english(entry, inOrder);
}

/** Names that come in a form for each plural category: `gridRepeated` for `gridRepeated_one` and `gridRepeated_other`. */
type Plural = {
  [N in MessageName]: N extends `${infer Stem}_other` ? (`${Stem}_one` extends MessageName ? Stem : never) : never;
}[MessageName];

/** The text for a count; its placeholder `count` is the number as the reader's locale writes it. */
export function sayCount(stem: Plural, count: number): string {
  const one = plurals().select(count) === "one";
  return textOf(`${stem}_${one ? "one" : "other"}` as MessageName, { count: count.toLocaleString() });
}

let rules: Intl.PluralRules | null = null;
function plurals(): Intl.PluralRules {
  rules ??= new Intl.PluralRules(catalogue === null ? "en" : undefined);
  return rules;
}

/** Values in the order of `$1` to `$9`. */
function substitutionsOf(entry: Entry, values: Readonly<Record<string, string | number>>): string[] {
  const inOrder: string[] = [];
  for (const [name, { content }] of Object.entries(entry.placeholders ?? {})) {
    inOrder[Number(content.slice(1)) - 1] = String(values[name] ?? "");
  }
  return inOrder;
}

/** One pass, so that a value that looks like a placeholder stays what it is. */
function english(entry: Entry, inOrder: readonly string[]): string {
  return entry.message.replace(/\$(\w+)\$/gu, (whole, name: string) => {
    const content = entry.placeholders?.[name.toLowerCase()]?.content;
    return content === undefined ? whole : (inOrder[Number(content.slice(1)) - 1] ?? "");
  });
}
