import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../messaging/protocol";
import { readSettings } from "./settings";

describe("settings", () => {
  it.each([undefined, null, 3, "x", { scope: "everything" }, { clearOnNavigation: "yes" }])(
    "anything unreadable is the default: %j",
    (value) => {
      expect(readSettings(value)).toEqual(DEFAULT_SETTINGS);
    },
  );

  it("takes what it knows", () => {
    expect(readSettings({ scope: "off", other: 1 }, DEFAULT_SETTINGS)).toEqual({ ...DEFAULT_SETTINGS, scope: "off" });
  });
});

describe("lists in the settings", () => {
  it("keeps what can be read, once, and nothing else", () => {
    const read = readSettings({
      mutedHosts: ["API.test", "api.test", "http://x.test/a", 7, "a b"],
      secretNames: ["X-Tenant", "two words", "x-tenant"],
    });
    expect(read.mutedHosts).toEqual(["api.test", "x.test"]);
    expect(read.secretNames).toEqual(["x-tenant"]);
    expect(readSettings({ mutedHosts: "all" }).mutedHosts).toEqual([]);
  });
});
