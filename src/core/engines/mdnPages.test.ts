import { describe, expect, it } from "vitest";
import { CORS_ERRORS } from "./corsError";
import { messageOf } from "./firefoxMessages";
import { mdnLink, mdnPageOf } from "./mdnPages";

describe("MDN", () => {
  it.each(CORS_ERRORS)("%s has a page, or it is written down why not", (reason) => {
    const page = mdnPageOf(reason);
    expect(page).toBeDefined();
    if (page !== undefined && "none" in page) expect([page.none.length > 20, mdnLink(reason)]).toEqual([true, null]);
    else expect(mdnLink(reason)).toMatch(/^https:\/\/developer\.mozilla\.org\/en-US\/docs\/Web\/(?:HTTP|API)\/[\w/-]+$/u);
  });

  it.each(CORS_ERRORS.flatMap((reason) => messageOf(reason) ?? []))("links what Firefox's console links: $key", ({ page }) => {
    expect(CORS_ERRORS.map(mdnLink)).toContain(`https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/${page}`);
  });
});
