import { expect, test } from "playwright/test";
import { type OwnServer, serve } from "../harness/ownServer";
import { openSession, type Session } from "../harness/session";

/** What a browser stops before the network leaves no webRequest event. DevTools lists some of it; which, is measured here. */

test.describe.configure({ mode: "serial" });

let session: Session;
let page: OwnServer;

test.beforeAll(async () => {
  session = await openSession({ extraArgs: ["--ignore-certificate-errors"] });
  page = await serve("page", (_, response) => {
    response.writeHead(200, { "Content-Type": "text/html", "Content-Security-Policy": "connect-src 'self' http://other.test" });
    response.end("<!doctype html><title>strict</title>");
  });
});

test.afterAll(async () => {
  await session?.close();
  await page?.close();
});

/** Addresses in DevTools' own HAR. */
async function listed(): Promise<string[]> {
  return session.panel.evaluate(
    () =>
      new Promise<string[]>((done) => {
        chrome.devtools.network.getHAR((har) => done(har.entries.map(({ request }) => request.url)));
      }),
  );
}

test("mixed content is listed by DevTools alone, and becomes a notice", async () => {
  const { origins } = session.servers;
  const script = `fetch(${JSON.stringify(`${origins.api}/mixed`)}).catch(() => { document.title = "stopped"; });`;
  await session.page.route("**/secure-page", (route) =>
    route.fulfill({ contentType: "text/html", body: `<!doctype html><title>secure</title>\n<script>${script}</script>` }),
  );
  await session.page.goto(`${origins.tls}/secure-page`);
  await expect(session.page).toHaveTitle("stopped");
  const notice = session.panel.locator(".notices");
  await expect(notice).toContainText(`Not CORS: the browser stopped 1 request of this https page`);
  await expect(notice).toContainText(`${origins.api}/mixed`);
  await expect(notice).toContainText("from secure-page:2");
  expect(await listed()).toContain(`${origins.api}/mixed`);
});

test("what a policy or mode same-origin stops is listed by nobody", async () => {
  await session.page.goto(page.origin);
  const said = await session.page.evaluate(
    ([forbidden, other]) =>
      Promise.all([fetch(forbidden as string).then(String, String), fetch(other as string, { mode: "same-origin" }).then(String, String)]),
    ["http://api.test/by-policy", "http://other.test/by-mode"],
  );
  expect(said).toEqual(["TypeError: Failed to fetch", "TypeError: Failed to fetch"]);
  const urls = await listed();
  expect(urls).toContain(`${page.origin}/`);
  expect(urls.filter((url) => url.includes("/by-"))).toEqual([]);
});
