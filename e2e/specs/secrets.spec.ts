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
/** Stands beside the secrets and is kept: what holds none of them must not be empty for it. */
const WITNESS = "kept-beside-the-secrets";

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
    response.setHeader("Access-Control-Allow-Origin", page.origin);
    response.setHeader("Access-Control-Allow-Credentials", "true");
    response.setHeader("Access-Control-Allow-Headers", "authorization, x-api-key, x-trace");
    response.setHeader("Set-Cookie", `other=${SECRETS.setCookie}`);
    if (request.method === "OPTIONS" || pathname.endsWith("/end")) response.end();
    else if (pathname.endsWith("/userinfo")) {
      response.writeHead(302, { Location: api.origin.replace("://", `://user:${SECRETS.userinfo}@`) }).end();
    } else response.writeHead(302, { Location: `${api.origin}/${WITNESS}/end?access_token=${SECRETS.location}` }).end();
  });
  await session.page.goto(`${page.origin}/?token=${SECRETS.referer}`);
  await session.page.evaluate(
    async ({ origin, secrets, witness }) => {
      const headers = { Authorization: `Bearer ${secrets.authorization}`, "X-Api-Key": secrets.apiKey, "X-Trace": `of ${secrets.jwt}` };
      const get = (path: string) => fetch(`${origin}/${witness}/${path}`, { credentials: "include", headers }).then(String, String);
      await get(`start?access_token=${secrets.query}`);
      await get(`userinfo?access_token=${secrets.query}`);
      await fetch(`${origin}/${witness}/plain?access_token=${secrets.query}`, { credentials: "include" }).then(String, String);
    },
    { origin: api.origin, secrets: SECRETS, witness: WITNESS },
  );
});

test.afterAll(async () => {
  await session?.close();
  await page?.close();
  await api?.close();
});

function expectNone(text: string, witness = WITNESS): void {
  expect(text).toContain(witness);
  expect(
    Object.entries(SECRETS)
      .filter(([, secret]) => text.includes(secret))
      .map(([place]) => place),
  ).toEqual([]);
}

test("the servers were sent all of them", async () => {
  const rows = session.panel.getByRole("grid", { name: "Exchanges" }).locator('[role="row"][data-verdict]');
  await expect(rows).toHaveCount(3);
  const { har } = await exportHar(session);
  const sent = new Set(har.log.entries.flatMap(({ request }) => request.headers.map(({ name }) => name.toLowerCase())));
  for (const name of ["cookie", "authorization", "x-api-key", "x-trace", "referer"]) expect(sent).toContain(name);
  const answered = new Set(har.log.entries.flatMap(({ response }) => response.headers.map(({ name }) => name.toLowerCase())));
  for (const name of ["location", "set-cookie"]) expect(answered).toContain(name);
});

test("the exported file and its transcript hold none", async () => {
  const { text } = await exportHar(session);
  expectNone(text);
  const read = fromHar(text);
  expectNone(read.ok ? printTranscript(read.exchanges) : "");
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
  expectNone(await copied());
});

test("the panel shows none", async () => {
  const { panel } = session;
  await panel.getByRole("grid", { name: "Exchanges" }).locator('[role="row"][data-verdict]').first().click();
  for (const name of ["Why", "Timeline", "Fix", "Headers", "Source", "Simulate"]) {
    await panel.getByRole("tab", { name }).click();
    await expect(panel.getByRole("tabpanel")).toBeVisible();
    expectNone(await panel.locator("html").innerHTML());
  }
});

test("the extension's storage holds none", async () => {
  expectNone(
    await session.browser.serviceWorker.evaluate(async () =>
      JSON.stringify([await chrome.storage.session.get(null), await chrome.storage.local.get(null)]),
    ),
  );
});

test("the worker's memory holds none", async () => {
  const { context, serviceWorker } = session.browser;
  const heap = await workerHeap(context, serviceWorker.url());
  expect(heap).toContain('"strings"');
  expectNone(heap);
});
