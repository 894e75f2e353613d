import { expect, it } from "vitest";
import type { LoggedRequest } from "../servers/requestLog";
import { Account } from "./account";

const seen = (url: string, scenario: string | null = null) => ({ url, scenario }) as LoggedRequest;

it("holds pages and what is only counted apart, and leaves out what DevTools ask on their own", () => {
  const account = new Account();
  account.saw([
    seen("/"),
    seen("/theme.css"),
    seen("/s/pass-same-origin/0?n=1", "pass-same-origin"),
    seen("/.well-known/appspecific/com.chrome.devtools.json"),
  ]);
  expect([account.served, account.navigations, account.healthy]).toEqual([4, 1, 2]);
});
