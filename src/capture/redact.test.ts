import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor, halfSipHash } from "./redact";

const KEY = [0x03020100, 0x07060504] as const;
const { header, url } = createRedactor(KEY);
const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl";
const SECRET = "s3cr3t-value";

describe("header values", () => {
  it.each([
    "Cookie",
    "Set-Cookie",
    "Authorization",
    "proxy-authorization",
    "X-Csrf",
    "x-api-key",
    "X-Session-Id",
    "X-Auth",
    "my-password",
    "X-Signature",
    "X-JWT-Assertion",
    "x-client-secret",
  ])("%s is dropped, its name stays", (name) => {
    const [kept, value] = header(name, SECRET);
    expect(kept).toBe(name);
    expect(value).toMatch(/^\[redacted#[0-9a-z]+\]$/);
  });

  it("equal stays equal under one key, and differs under another", () => {
    expect(header("Cookie", SECRET)).toEqual(header("cookie", SECRET).with(0, "Cookie"));
    expect(header("Cookie", SECRET)[1]).not.toBe(header("Cookie", `${SECRET}2`)[1]);
    expect(header("Cookie", SECRET)[1]).not.toBe(createRedactor([1, 2]).header("Cookie", SECRET)[1]);
  });

  it.each([
    ["Location", `https://user:${SECRET}@b.test/`],
    ["Location", `/next?code=${SECRET}&x=1`],
    ["Referer", `https://a.test/?a=1&access_token=${SECRET}#id_token=${SECRET}`],
    ["Link", `<https://a.test/?sig=${SECRET}>; rel=next`],
    ["X-Trace", JWT],
    ["X-Any", `Bearer ${JWT}`],
    ["Location", `https://b.test/${JWT}`],
  ])("%s: %s loses its secret", (name, value) => {
    const [, kept] = header(name, value);
    expect(kept).not.toContain(SECRET);
    expect(kept).not.toContain("c2lnbmF0dXJl");
  });

  it.each([
    ["Access-Control-Allow-Origin", "https://app.test"],
    ["Access-Control-Allow-Headers", "authorization, x-token"],
    ["Access-Control-Request-Headers", "authorization,x-api-key"],
    ["Content-Type", "application/json"],
    ["Sec-Fetch-Storage-Access", "active"],
    ["Location", "https://b.test/codes?page=2"],
  ])("%s: %s is what the verdict needs and stays", (name, value) => {
    expect(header(name, value)).toEqual([name, value]);
  });

  it("knows a header that it has seen, whose value holds no secret, and still looks at each other value", () => {
    const redactor = createRedactor([1, 2]);
    const jwt = `x ${"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl"}`;
    const values = ["a", "a", jwt, "a", jwt, "/path?token=s3cret", "a"];
    const read = values.map((value) => redactor.header("X-Trace", value));
    expect(read).toEqual(values.map((value) => createRedactor([1, 2]).header("X-Trace", value)));
    expect(read[1]).toBe(read[0]);
    expect(redactor.header("Cookie", "a")).toEqual(createRedactor([1, 2]).header("Cookie", "a"));
    expect(JSON.stringify(read)).not.toMatch(/eyJ|s3cret/);
  });

  it("cuts at 8 kB and keeps the length", () => {
    const [, value, fullLength] = header("X-Long", "a".repeat(1_000_000));
    expect(value).toHaveLength(8192);
    expect(fullLength).toBe(1_000_000);
  });
});

describe("URLs", () => {
  it.each([
    `https://user:${SECRET}@b.test/`,
    `https://${SECRET}@b.test/`,
    `https://b.test/?token=${SECRET}`,
    `https://b.test/?TOKEN=${SECRET}&a`,
    `https://b.test/?a=1&X-Amz-Signature=${SECRET}`,
    `https://b.test/?a;sid=${SECRET}`,
    `https://b.test/#access_token=${SECRET}`,
    `https://b.test/cb?jwt=${JWT}`,
  ])("%s loses its secret and still parses", (text) => {
    const kept = url(text);
    expect(kept).not.toContain(SECRET);
    expect(URL.canParse(kept)).toBe(true);
    expect(new URL(kept).host).toBe("b.test");
  });

  it("keeps user information visible as such", () => {
    expect(new URL(url(`https://u:${SECRET}@b.test/`)).username).not.toBe("");
  });

  it("tells long ones apart that begin alike", () => {
    const long = `https://b.test/${"a".repeat(2_000_000)}`;
    expect(url(`${long}1`)).not.toBe(url(`${long}2`));
    expect(url(long).length).toBeLessThan(8300);
  });

  it("never throws, whatever the bytes (property)", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => void [url(text), header(text, text)]));
  });
});

describe("halfSipHash", () => {
  it("is a keyed function of the text", () => {
    expect(halfSipHash(KEY, "")).toBe(halfSipHash(KEY, ""));
    expect(new Set(Array.from({ length: 2000 }, (_, index) => halfSipHash(KEY, `v${index}`))).size).toBe(2000);
  });
});

describe("names that the user added", () => {
  const redactor = createRedactor([1, 2], ["x-tenant", "a.b*"]);

  it("drops values of headers and parameters of that very name", () => {
    expect(redactor.header("X-Tenant", "acme")[1]).toMatch(/^\[redacted#/);
    expect(redactor.header("X-Tenant-Id", "acme")[1]).toBe("acme");
    expect(redactor.url("https://api.test/?x-tenant=acme&y=1")).toMatch(/\?x-tenant=\[redacted%23\w+\]&y=1$/);
  });

  it("takes a name for a name and not for a pattern", () => {
    expect(redactor.url("https://api.test/?a.b*=1")).toMatch(/redacted/);
    expect(redactor.url("https://api.test/?aXbb=1")).toBe("https://api.test/?aXbb=1");
  });
});
