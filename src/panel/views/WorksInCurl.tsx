import { curlLine } from "../../core/report/curl";
import { CodeBlock } from "../../parts/CodeBlock";
import { copyText } from "../../parts/saveFile";
import { say } from "../../parts/say";
import type { Row } from "../judge";

/** The answer to "but it works in curl", folded; with the line that asks as the browser asked where an exchange is at hand. */
export function WorksInCurl({ row }: { row: Row | null }) {
  const line = row === null ? null : curlLine(row.exchange, row.diagnosis);
  return (
    <details class="works-in-curl">
      <summary>{say("curlTitle")}</summary>
      <ul>
        <li>{say("curlNoOrigin")}</li>
        <li>{say("curlNoPreflight")}</li>
        <li>{say("curlNobodyEnforces")}</li>
      </ul>
      {line === null ? <p class="quiet">{say("curlSelect")}</p> : <CodeBlock text={line} label={say("curlAsBrowser")} onCopy={copyText} />}
    </details>
  );
}
