import type { Header, HeaderList } from "../core/exchange/networkEvent";
import { LongText, VisibleText } from "./VisibleText";

const CORS_HEADER = /^(access-control-|origin$|vary$|sec-fetch-|timing-allow-origin$|cross-origin-|location$)/iu;

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

export function HeaderTable({ title, headers, missing, deciding }: HeaderTableProps) {
  const wanted = deciding?.toLowerCase();
  const absent = wanted !== undefined && headers !== null && !headers.some(([name]) => name.toLowerCase() === wanted);
  return (
    <section class="header-side">
      <h4>{title}</h4>
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
                <em>absent</em>
                <span class="tag tag-blocked">decides</span>
              </dd>
            </div>
          )}
          {corsFirst(headers).map(([name, value]) => {
            const decides = name.toLowerCase() === wanted;
            return (
              <div class={`header${CORS_HEADER.test(name) ? " header-cors" : ""}${decides ? " deciding" : ""}`}>
                <dt>
                  <LongText text={name} />:{" "}
                </dt>
                <dd>
                  {value === "" ? <em>empty</em> : <LongText text={value} />}
                  {decides && <span class="tag tag-blocked">decides</span>}
                </dd>
              </div>
            );
          })}
          {headers.length === 0 && !absent && <p class="quiet">{missing}</p>}
        </dl>
      )}
    </section>
  );
}
