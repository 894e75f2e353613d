import { readFileSync } from "node:fs";
import { expect, test } from "playwright/test";
import { fromHar } from "../../src/core/report/fromHar";
import { printTranscript } from "../../src/core/report/transcript";
import { workerHeap } from "../harness/heapSnapshot";
import { type OwnServer, serve } from "../harness/ownServer";
import { exportHar, openSession, type Session } from "../harness/session";

/** A secret in every place of a request that one can hide in: none of them is found anywhere afterwards. */
const SECRETS = {
  cookie: "Kx7cookieQ2m9ZtPw41",
  setCookie: "Kx7setcookieV8n3RyLb52",
  authorization: "Kx7authorizationH5d1TgUe63",
  query: "Kx7queryJ9s4WkMa74",
  apiKey: "Kx7apikeyB3f6YhNc85",
  jwt: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJLeDdqd3QifQ.Kx7jwtD6g8XjQe96",
  location: "Kx7locationF1k2ZlRd07",
  referer: "Kx7refererG4p5AmSv18",
  userinfo: "Kx7userinfoL7q9BnTx29",
} as const;
/** What the recorder cannot know for a secret: it stays in the panel, and never leaves with a file or by the clipboard. */
const KEPT_IN = {
  mail: "kx7mail@secrets.test",
  path: "q7Zp2Lr9XwVb4Tn6YcKd8Hs1Jf3Mg5Qa0Ue",
  header: "w3Rt8Uy1Io6Pa4Sd9Fg2Hj7Kl5Zx0Cv3Bn8M",
  parameter: "Kx7parameterC8v2EoXz30",
} as const;
/** Stands beside the secrets and is kept: what holds none of them must not be empty for it. */
const WITNESS = "kept-beside-the-secrets";
/** Headers that carried one: a place that shows headers shows these, so that a secret could have been found there. */
const CARRIERS = ["cookie", "authorization", "x-api-key", "x-trace", "x-visitor", "referer", "set-cookie", "location"] as const;

let session: Session;
let page: OwnServer;
let api: OwnServer;

test.beforeAll(async () => {
  session = await openSession();
  page = await serve("vault", (_, response) => {
    response.setHeader("Referrer-Policy", "unsafe-url");
    response.setHeader("Set-Cookie", `sid=${SECRETS.cookie}; HttpOnly`);
    response.end("<title>page</title>");
  });
  // The same site on another port: cross-origin, and the cookie goes along.
  api = await serve("vault", (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://any.test");
    // What was refused stands in every kind of report, what passed only in the HAR.
    if (request.method === "OPTIONS" || !pathname.endsWith("/refused")) response.setHeader("Access-Control-Allow-Origin", page.origin);
    response.setHeader("Access-Control-Allow-Credentials", "true");
    response.setHeader("Access-Control-Allow-Headers", "authorization, x-api-key, x-trace, x-visitor");
    response.setHeader("Set-Cookie", `other=${SECRETS.setCookie}`);
    if (request.method === "OPTIONS" || pathname.endsWith("/end")) response.end();
    else if (pathname.endsWith("/userinfo")) {
      response.writeHead(302, { Location: api.origin.replace("://", `://user:${SECRETS.userinfo}@`) }).end();
    } else response.writeHead(302, { Location: `${api.origin}/${WITNESS}/end?access_token=${SECRETS.location}` }).end();
  });
  await session.page.goto(`${page.origin}/?token=${SECRETS.referer}`);
  await session.page.evaluate(
    async ({ origin, secrets, keptIn, witness }) => {
      const headers = {
        Authorization: `Bearer ${secrets.authorization}`,
        "X-Api-Key": secrets.apiKey,
        "X-Trace": `of ${secrets.jwt}`,
        "X-Visitor": keptIn.header,
      };
      const rest = `who=${encodeURIComponent(keptIn.mail)}&state_signature=${keptIn.parameter}`;
      const get = (path: string, init: RequestInit = { headers }) =>
        fetch(`${origin}/${witness}/${path}?access_token=${secrets.query}&${rest}`, { credentials: "include", ...init }).then(
          String,
          String,
        );
      await get("start");
      await get("userinfo");
      await get(`${keptIn.path}/refused`);
      await get("plain", {});
    },
    { origin: api.origin, secrets: SECRETS, keptIn: KEPT_IN, witness: WITNESS },
  );
});

test.afterAll(async () => {
  await session?.close();
  await page?.close();
  await api?.close();
});

function expectNone(text: string, secrets: Readonly<Record<string, string>> = SECRETS): void {
  expect(text).toContain(WITNESS);
  const plain = text.replaceAll("%40", "@");
  const found = Object.entries(secrets).filter(([, secret]) => plain.includes(secret));
  expect(found.map(([place]) => place)).toEqual([]);
}

/** What leaves the panel has lost both kinds, and shows the places that they stood in. */
function expectSafe(text: string, carriers: readonly string[] = CARRIERS): void {
  expectNone(text, { ...SECRETS, ...KEPT_IN });
  const shown = text.toLowerCase();
  expect(carriers.filter((name) => !shown.includes(name))).toEqual([]);
}

test("the servers were sent all of them", async () => {
  const rows = session.panel.getByRole("grid", { name: "Exchanges" }).locator('[role="row"][data-verdict]');
  await expect(rows).toHaveCount(4);
  const { har } = await exportHar(session);
  const headers = har.log.entries.flatMap(({ request, response }) => [...request.headers, ...response.headers]);
  const seen = new Set(headers.map(({ name }) => name.toLowerCase()));
  expect(CARRIERS.filter((name) => !seen.has(name))).toEqual([]);
});

test("the exported file holds none", async () => {
  expectSafe((await exportHar(session)).text);
});

test("the transcript of it holds none", async () => {
  const { text } = await exportHar(session);
  const read = fromHar(text);
  expectSafe(read.ok ? printTranscript(read.exchanges) : "");
});

test("the saved page holds none", async () => {
  const { dev, panel } = session;
  await panel.getByRole("button", { name: "More ways to save" }).click();
  const save = panel.getByRole("menuitem", { name: "Save report (HTML)" });
  const [download] = await Promise.all([dev.waitForEvent("download"), save.click()]);
  expectSafe(readFileSync(await download.path(), "utf8"));
});

test("the copied report holds none", async () => {
  const { panel } = session;
  await panel.evaluate(() => {
    Object.defineProperty(navigator.clipboard, "writeText", {
      value: (text: string) => {
        document.documentElement.dataset.copied = text;
        return Promise.resolve();
      },
    });
  });
  const copied = async (): Promise<string> => (await panel.locator("html").getAttribute("data-copied")) ?? "";
  await panel.getByRole("button", { name: "Copy report" }).click();
  await expect.poll(copied).toContain("#");
  // Only headers that CORS is decided by stand in it.
  expectSafe(await copied(), ["cookie", "authorization", "location"]);
  await panel.evaluate(() => delete document.documentElement.dataset.copied);
});

test("the panel shows none", async () => {
  const { panel } = session;
  const rows = panel.getByRole("grid", { name: "Exchanges" }).locator('[role="row"][data-verdict]');
  const shown: string[] = [];
  for (const row of await rows.all()) {
    await row.click();
    for (const name of ["Why", "Timeline", "Fix", "Headers", "Source", "Simulate"]) {
      await panel.getByRole("tab", { name }).click();
      await expect(panel.getByRole("tabpanel")).toBeVisible();
      shown.push(await panel.locator("html").innerHTML());
    }
  }
  for (const html of shown) expect(html).toContain(WITNESS);
  expectNone(shown.join("\n"));
});

test("the extension's storage holds none", async () => {
  const stored = () =>
    session.browser.serviceWorker.evaluate(async () =>
      JSON.stringify([await chrome.storage.session.get(null), await chrome.storage.local.get(null)]),
    );
  await expect.poll(stored).toContain(WITNESS);
  expectNone(await stored());
});

test("the worker's memory holds none", async () => {
  const { context, serviceWorker } = session.browser;
  const heap = await workerHeap(context, serviceWorker.url());
  expect(heap).toContain('"strings"');
  expectNone(heap);
});
