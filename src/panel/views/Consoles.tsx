import { messageParams } from "../../core/diagnosis/ownWord";
import { messageOf as chromiumMessage } from "../../core/engines/chromiumMessages";
import { messageOf as firefoxMessage } from "../../core/engines/firefoxMessages";
import { messageOf as webkitMessage } from "../../core/engines/webkitMessages";
import { Facts } from "../../parts/Facts";
import { say } from "../../parts/say";
import { VisibleText } from "../../parts/VisibleText";
import type { Row } from "../judge";

/** What the page's author reads in each browser's console about this very request: the words they will have searched for. */
export function Consoles({ row }: { row: Row }) {
  const { chromium, firefox, webkit } = row.diagnosis.engines;
  const params = messageParams(row.exchange, row.diagnosis);
  const lines = [
    { name: "Chrome", text: chromium.reason === null ? null : chromiumMessage(chromium.reason, params) },
    { name: "Firefox", text: firefox.reason === null ? null : (firefoxMessage(firefox.reason, params)?.text ?? null) },
    { name: "Safari", text: webkit.reason === null ? null : webkitMessage(webkit.reason, params) },
  ];
  // What Firefox printed stands above already where it is Firefox that was recorded.
  const others = lines.filter(({ name }) => row.diagnosis.ownWord === null || name !== "Firefox");
  const facts = others.flatMap(({ name, text }) =>
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
