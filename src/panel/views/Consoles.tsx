import { messageOf as chromiumMessage } from "../../core/engines/chromiumMessages";
import { messageOf as firefoxMessage } from "../../core/engines/firefoxMessages";
import type { MessageParams } from "../../core/engines/messages";
import { messageOf as webkitMessage } from "../../core/engines/webkitMessages";
import { leadOf } from "../../core/exchange/exchange";
import { Facts } from "../../parts/Facts";
import { say } from "../../parts/say";
import { VisibleText } from "../../parts/VisibleText";
import type { Row } from "../judge";

function paramsOf({ diagnosis, exchange }: Row): MessageParams {
  const status = (exchange.preflights.at(-1)?.transaction ?? exchange.main)?.hops.at(-1)?.response?.status;
  return {
    ...(diagnosis.failedParameter === undefined ? {} : { failedParameter: diagnosis.failedParameter }),
    ...(diagnosis.origin === null ? {} : { origin: diagnosis.origin }),
    ...(status === undefined ? {} : { status }),
    url: leadOf(exchange).hops.at(-1)?.url ?? "",
  };
}

/** What the page's author reads in each browser's console about this very request: the words they will have searched for. */
export function Consoles({ row }: { row: Row }) {
  const { chromium, firefox, webkit } = row.diagnosis.engines;
  const params = paramsOf(row);
  const lines = [
    { name: "Chrome", text: chromium.reason === null ? null : chromiumMessage(chromium.reason, params) },
    { name: "Firefox", text: firefox.reason === null ? null : (firefoxMessage(firefox.reason, params)?.text ?? null) },
    { name: "Safari", text: webkit.reason === null ? null : webkitMessage(webkit.reason, params) },
  ];
  const facts = lines.flatMap(({ name, text }) =>
    text === null || text === "" ? [] : [{ name, value: <VisibleText text={text.slice(0, 400)} /> }],
  );
  if (facts.length === 0) return null;
  return (
    <section class="consoles">
      <h3 class="part-title">{say("whyConsoles")}</h3>
      <Facts facts={facts} />
    </section>
  );
}
