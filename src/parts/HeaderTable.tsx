import { useState } from "preact/hooks";
import type { Header, HeaderList } from "../core/exchange/networkEvent";
import { guideTo } from "./headerGuide";
import { Glyph } from "./Icon";
import { copyText } from "./saveFile";
import { say } from "./say";
import { Tip } from "./Tip";
import { LongText, VisibleText } from "./VisibleText";
import { visibleText } from "./visibleText";

const CORS_HEADER = /^(access-control-|origin$|vary$|sec-fetch-|timing-allow-origin$|cross-origin-|location$)/i;
/** What a value is normally made of. Bytes beyond it are legal, rare, and easily taken for others. */
const ORDINARY = /^[\t\x20-\x7e]*$/u;

/** CORS headers first; within each half the wire's order, which may matter (duplicates). */
export function corsFirst(headers: HeaderList): Header[] {
  return [...headers.filter(([name]) => CORS_HEADER.test(name)), ...headers.filter(([name]) => !CORS_HEADER.test(name))];
}

interface HeaderTableProps {
  readonly title: string;
  /** Null: this side was never seen. */
  readonly headers: HeaderList | null;
  readonly missing: string;
  /** Name of the header that decides, if it is on this side. */
  readonly deciding?: string | undefined;
}

function Name({ name }: { name: string }) {
  const guide = guideTo(name);
  if (guide === null) return <LongText text={name} />;
  const text = say(guide.sentence);
  return (
    <Tip text={text}>
      {guide.page === null ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its tip has to be reachable by keyboard
        <span class="explained" tabIndex={0}>
          {name}
        </span>
      ) : (
        <a class="explained" href={guide.page} target="_blank" rel="noopener noreferrer">
          {name}
          <span class="sr-only"> ({say("headersOnMdn")})</span>
        </a>
      )}
    </Tip>
  );
}

interface FieldProps {
  readonly header: Header;
  readonly decides: boolean;
  /** Which of how many fields of this name. */
  readonly place: readonly [number: number, count: number];
  copy(text: string): void;
}

function Field({ header: [name, value], decides, place: [number, count], copy }: FieldProps) {
  return (
    <div class={`header${CORS_HEADER.test(name) ? " header-cors" : ""}${decides ? " deciding" : ""}`}>
      <dt>
        <Name name={name} />:{" "}
      </dt>
      <dd>
        {value === "" ? <em>{say("headersEmpty")}</em> : <LongText text={value} />}
        {decides && <span class="tag tag-blocked">{say("headersDecides")}</span>}
        {count > 1 && <span class="tag tag-odd">{say("headersTwice", { number, count })}</span>}
        {!ORDINARY.test(value) && <span class="tag tag-odd">{say("headersOddBytes")}</span>}
        {/\s$/u.test(value) && <span class="tag tag-odd">{say("headersSpaces")}</span>}
        <button
          type="button"
          class="copy-header"
          aria-label={say("headersCopy", { name: visibleText(name, 80) })}
          title={say("headersCopy", { name: visibleText(name, 80) })}
          onClick={() => copy(`${name}: ${value}`)}
        >
          <Glyph name="copy" />
        </button>
      </dd>
    </div>
  );
}

/** Which of how many fields of its name each one is. */
function places(headers: readonly Header[]): [number: number, count: number][] {
  const seen = new Map<string, number>();
  const numbers = headers.map(([name]) => {
    const number = (seen.get(name.toLowerCase()) ?? 0) + 1;
    seen.set(name.toLowerCase(), number);
    return number;
  });
  return headers.map(([name], index) => [numbers[index] as number, seen.get(name.toLowerCase()) as number]);
}

export function HeaderTable({ title, headers, missing, deciding }: HeaderTableProps) {
  const [said, hear] = useState("");
  const wanted = deciding?.toLowerCase();
  const absent = wanted !== undefined && headers !== null && !headers.some(([name]) => name.toLowerCase() === wanted);
  const sorted = corsFirst(headers ?? []);
  const placed = places(sorted);
  const copy = (text: string) => copyText(text).then((ok) => hear(say(ok ? "headersCopied" : "headersCopyRefused")));
  return (
    <section class="header-side">
      <div class="header-side-head">
        <h4>{title}</h4>
        <span class="said" role="status">
          {said}
        </span>
        {headers !== null && headers.length > 0 && (
          <button type="button" class="small" onClick={() => copy(headers.map(([name, value]) => `${name}: ${value}`).join("\n"))}>
            <Glyph name="copy" />
            {say("headersCopyAll")}
          </button>
        )}
      </div>
      {headers === null ? (
        <p class="quiet">{missing}</p>
      ) : (
        <dl class="headers">
          {absent && (
            <div class="header header-absent deciding">
              <dt>
                <VisibleText text={deciding ?? ""} />:{" "}
              </dt>
              <dd>
                <em>{say("headersAbsent")}</em>
                <span class="tag tag-blocked">{say("headersDecides")}</span>
              </dd>
            </div>
          )}
          {sorted.map((header, index) => (
            <Field
              key={index}
              header={header}
              decides={header[0].toLowerCase() === wanted}
              place={placed[index] as [number, number]}
              copy={copy}
            />
          ))}
        </dl>
      )}
      {headers?.length === 0 && <p class="quiet">{say("headersNone")}</p>}
    </section>
  );
}
