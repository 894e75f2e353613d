import { messageOf as chromiumMessage } from "../../core/engines/chromiumMessages";
import { messageOf as firefoxMessage } from "../../core/engines/firefoxMessages";
import type { MessageParams } from "../../core/engines/messages";
import { messageOf as webkitMessage } from "../../core/engines/webkitMessages";
import { leadOf } from "../../core/exchange/exchange";
import { OuterLink } from "../../parts/SpecLink";
import { VisibleText } from "../../parts/VisibleText";
import type { Row } from "../judge";

const MDN = "https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors";

/** What the page's author reads in each browser's console about this very request: the words they will have searched for. */
export function Consoles({ row: { diagnosis, exchange } }: { row: Row }) {
  const { engines } = diagnosis;
  const status = (exchange.preflights.at(-1)?.transaction ?? exchange.main)?.hops.at(-1)?.response?.status;
  const params: MessageParams = {
    ...(diagnosis.failedParameter === undefined ? {} : { failedParameter: diagnosis.failedParameter }),
    ...(diagnosis.origin === null ? {} : { origin: diagnosis.origin }),
    ...(status === undefined ? {} : { status }),
    url: leadOf(exchange).hops.at(-1)?.url ?? "",
  };
  const firefox = engines.firefox.reason === null ? null : firefoxMessage(engines.firefox.reason, params);
  const lines = [
    { name: "Chrome", text: engines.chromium.reason === null ? null : chromiumMessage(engines.chromium.reason, params) },
    { name: "Firefox", text: firefox?.text ?? null },
    { name: "Safari", text: engines.webkit.reason === null ? null : webkitMessage(engines.webkit.reason, params) },
  ].filter(({ text }) => text !== null && text !== "");
  return (
    <section class="consoles">
      <h3 class="part-title">In the console</h3>
      <dl class="facts">
        {lines.map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <VisibleText text={text?.slice(0, 400) ?? ""} />
            </dd>
          </div>
        ))}
      </dl>
      {firefox !== null && <OuterLink href={`${MDN}/${firefox.page}`}>MDN about {firefox.key}</OuterLink>}
    </section>
  );
}
