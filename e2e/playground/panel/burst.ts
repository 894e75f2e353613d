import type { Exchange } from "../../../src/core/exchange/exchange";
import type { HeaderList } from "../../../src/core/exchange/networkEvent";
import { accepted, exchange, failed, hop, PAGE, transaction } from "./draw";

const API = "https://api.example";
const CORS: HeaderList = [["Sec-Fetch-Mode", "cors"]];
const ALLOWED: HeaderList = [["Access-Control-Allow-Origin", PAGE]];

/** Many plain exchanges, every tenth of them blocked. */
export function many(count: number, t: number): Exchange[] {
  return Array.from({ length: count }, (_, n) => {
    const at = t + n;
    const good = n % 10 !== 3;
    const reply = { status: 200, headers: good ? ALLOWED : [], after: 30 };
    return exchange(
      transaction([hop({ url: `${API}/v1/items/${n}`, at, request: CORS, reply })], good ? accepted(at + 34) : failed(at + 34)),
    );
  });
}
