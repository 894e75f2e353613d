import { describe, expect, it } from "vitest";
import { browserInfo } from "./browserInfo";

describe("browserInfo", () => {
  it.each([
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
      "Chrome",
      "156.0.0.0",
      "chromium",
    ],
    [
      "Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.8078.79 Safari/537.36",
      "Chrome",
      "156.0.8078.79",
      "chromium",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.1",
      "Edge",
      "156.0.1",
      "chromium",
    ],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", "Firefox", "153.0", "firefox"],
    ["", "unknown", "", "chromium"],
  ])("%s", (userAgent, name, version, engine) => {
    expect(browserInfo(userAgent)).toEqual({ extensionVersion: "0.0.0-test", browser: { name, version }, engine });
  });
});
