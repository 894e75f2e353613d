import type { Exchange } from "../../../src/core/exchange/exchange";
import type { HeaderList } from "../../../src/core/exchange/networkEvent";
import { accepted, exchange, failed, hop, PAGE, preflight, transaction } from "./draw";

const API = "https://api.example";
const CORS: HeaderList = [["Sec-Fetch-Mode", "cors"]];
const WITH_COOKIE: HeaderList = [...CORS, ["Cookie", "[redacted#17]"]];
const ALLOWED: HeaderList = [
  ["Access-Control-Allow-Origin", PAGE],
  ["Vary", "Origin"],
  ["Content-Type", "application/json"],
];

/** One exchange of each kind that a reader meets, in the order in which a page might make them. */
export function fixtures(t: number): Exchange[] {
  return [
    exchange(
      transaction(
        [hop({ url: `${API}/v1/products?page=1`, at: t, request: CORS, reply: { status: 200, headers: ALLOWED, after: 62 } })],
        accepted(t + 71),
      ),
    ),
    exchange(
      transaction(
        [
          hop({
            url: `${API}/v1/cart`,
            method: "PUT",
            at: t + 90,
            waits: 45,
            request: [...CORS, ["Content-Type", "application/json"]],
            reply: { status: 200, headers: ALLOWED, after: 128 },
          }),
        ],
        accepted(t + 226),
      ),
      [
        preflight(`${API}/v1/cart`, t + 91, { method: "PUT", headers: "content-type" }, 204, [
          ["Access-Control-Allow-Origin", PAGE],
          ["Access-Control-Allow-Methods", "GET, PUT"],
          ["Access-Control-Allow-Headers", "content-type"],
          ["Access-Control-Max-Age", "600"],
          ["Vary", "Origin"],
        ]),
      ],
    ),
    exchange(
      transaction(
        [
          hop({
            url: `${API}/v1/cart/items/8`,
            method: "PUT",
            at: t + 300,
            request: [...CORS, ["Content-Type", "application/json"]],
            reply: { status: 200, headers: ALLOWED, after: 44 },
          }),
        ],
        accepted(t + 349),
      ),
    ),
    exchange(transaction([hop({ url: `${API}/v1/orders/1042`, method: "PUT", at: t + 410, request: null })], failed(t + 463)), [
      preflight(`${API}/v1/orders/1042`, t + 411, { method: "PUT", headers: "content-type,x-trace-id" }, 204, [
        ["Access-Control-Allow-Origin", PAGE],
        ["Access-Control-Allow-Credentials", "true"],
        ["Access-Control-Allow-Methods", "GET, POST"],
        ["Access-Control-Allow-Headers", "content-type"],
        ["Vary", "Origin"],
      ]),
    ]),
    exchange(
      transaction(
        [
          hop({
            url: "https://prices.partner.test/eur.json",
            at: t + 520,
            request: CORS,
            reply: { status: 200, headers: [["Content-Type", "application/json"]], after: 88 },
          }),
        ],
        failed(t + 609),
      ),
    ),
    exchange(
      transaction(
        [
          hop({
            url: `${API}/v1/checkout`,
            method: "POST",
            at: t + 640,
            request: [...CORS, ["Content-Type", "text/plain"]],
            reply: {
              status: 503,
              headers: [
                ["Content-Type", "text/html"],
                ["Retry-After", "30"],
              ],
              after: 140,
            },
          }),
        ],
        failed(t + 781),
      ),
    ),
    exchange(
      transaction(
        [
          hop({
            url: `${API}/v1/me`,
            at: t + 800,
            request: WITH_COOKIE,
            reply: {
              status: 200,
              headers: [
                ["Access-Control-Allow-Origin", "*"],
                ["Content-Type", "application/json"],
              ],
              after: 51,
            },
          }),
        ],
        failed(t + 852),
      ),
    ),
    exchange(
      transaction(
        [
          hop({
            url: `${API}/v1/avatar`,
            at: t + 860,
            request: CORS,
            reply: {
              status: 200,
              headers: [
                ["Access-Control-Allow-Origin", "http://shop.example:3000"],
                ["Content-Type", "image/png"],
              ],
              after: 37,
            },
          }),
        ],
        failed(t + 899),
      ),
    ),
    exchange(
      transaction(
        [
          hop({
            url: `${API}/v1/report`,
            at: t + 920,
            request: CORS,
            reply: {
              status: 302,
              headers: [
                ["Access-Control-Allow-Origin", PAGE],
                ["Location", "https://files.example/report.csv"],
              ],
              after: 33,
            },
          }),
          hop({
            url: "https://files.example/report.csv",
            at: t + 955,
            request: [["Origin", "null"], ...CORS],
            reply: {
              status: 200,
              headers: [
                ["Access-Control-Allow-Origin", PAGE],
                ["Content-Type", "text/csv"],
              ],
              after: 92,
            },
          }),
        ],
        failed(t + 1049),
      ),
    ),
    exchange(
      transaction(
        [hop({ url: "http://localhost:8080/api/stock", at: t + 1100, request: CORS })],
        failed(t + 1104, "net::ERR_CONNECTION_REFUSED"),
      ),
    ),
    exchange(
      transaction(
        [hop({ url: "https://metrics.tracker.test/collect?v=2", method: "POST", at: t + 1120, request: null })],
        failed(t + 1121, "net::ERR_BLOCKED_BY_CLIENT"),
        "ping",
      ),
    ),
    exchange(transaction([hop({ url: `${API}/v1/wishlist`, method: "DELETE", at: t + 1160, request: null })], failed(t + 1192)), [
      preflight(
        `${API}/v1/wishlist`,
        t + 1161,
        { method: "DELETE" },
        204,
        [
          ["Access-Control-Allow-Origin", "*"],
          ["Access-Control-Allow-Methods", "GET"],
        ],
        30,
      ),
    ]),
    exchange(
      transaction(
        [
          hop({
            url: "https://cdn.example/fonts/inter.woff2",
            at: t + 1210,
            request: CORS,
            reply: {
              status: 200,
              headers: [
                ["Access-Control-Allow-Origin", "*"],
                ["Content-Type", "font/woff2"],
              ],
              after: 20,
            },
          }),
        ],
        accepted(t + 1236),
        "font",
      ),
    ),
    exchange(transaction([hop({ url: `${API}/v1/search?q=lamp`, at: t + 1300, request: CORS })], null)),
  ];
}

/** What a hostile page may put on the wire. */
export function hostile(t: number): Exchange {
  const headers: HeaderList = [
    ["Access-Control-Allow-Origin", "<img src=x onerror=alert(1)>"],
    ["X-Bidi", "safe\u202Egnp.exe"],
    ["X-Long", "a".repeat(8192)],
  ];
  return exchange(
    transaction([hop({ url: `${API}/%3Cscript%3E`, at: t, request: CORS, reply: { status: 200, headers, after: 12 } })], failed(t + 13)),
  );
}
