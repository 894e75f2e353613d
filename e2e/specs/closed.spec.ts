import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "playwright/test";
import { EXTENSION } from "../harness/session";

/** What is built, as the browser gets it: nothing in it opens a door or brings in code from elsewhere. */

const TARGETS = [EXTENSION, "dist/firefox"] as const;
const read = (file: string): string => readFileSync(file, "utf8");
const filesOf = (target: string, ending: string): string[] =>
  readdirSync(target, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => `${entry.parentPath}/${entry.name}`);

/** `default-src 'none'; img-src 'self'` as its parts. */
function policyOf(text: string): Record<string, string[]> {
  const parts = text.split(";").map((part) => part.trim().split(/\s+/));
  return Object.fromEntries(parts.map(([name = "", ...sources]) => [name, sources]));
}

for (const target of TARGETS) {
  test.describe(target, () => {
    const manifest = JSON.parse(read(`${target}/manifest.json`)) as Record<string, unknown>;

    test("the manifest lets nobody in and asks for nothing more", () => {
      for (const door of ["web_accessible_resources", "externally_connectable", "content_scripts", "sandbox", "update_url", "oauth2"]) {
        expect(manifest[door], door).toBeUndefined();
      }
      expect(manifest.permissions).toEqual(["webRequest", "storage", "alarms", "declarativeNetRequestWithHostAccess"]);
      expect([manifest.optional_permissions, manifest.optional_host_permissions]).toEqual([undefined, undefined]);
    });

    test("pages run our scripts and nothing else, and load nothing from anywhere", () => {
      const { extension_pages } = manifest.content_security_policy as { extension_pages: string };
      expect(policyOf(extension_pages)).toEqual({
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "connect-src": ["http:", "https:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'self'", "devtools:"],
      });
      const pages = filesOf(target, ".html");
      expect(pages.map((file) => file.slice(target.length + 1)).sort()).toEqual([
        "src/devtools/index.html",
        "src/panel/index.html",
        "src/popup/index.html",
      ]);
      for (const page of pages) {
        const html = read(page);
        expect(html, page).toContain(`<meta http-equiv="Content-Security-Policy" content="connect-src 'none'">`);
        expect(
          [...html.matchAll(/<script\b[^>]*>([^<]*)/g)].map(([, inside]) => inside?.trim()),
          page,
        ).toEqual([""]);
        expect(html, page).not.toMatch(/<style|\sstyle=|\son\w+=|<iframe|(?:src|href)="(?:[a-z]+:)?\/\//i);
      }
    });

    test("no script makes code of text or takes it from elsewhere", () => {
      const scripts = filesOf(target, ".js");
      expect(scripts.length).toBeGreaterThan(3);
      for (const file of scripts) {
        const code = read(file);
        expect(code, file).not.toMatch(/(?<![.\w])eval\(|\bnew Function\(|\bimportScripts\(|import\(["'`]https?:|from["'`]https?:/);
        expect(code, file).not.toMatch(
          /onConnectExternal\.addListener|onMessageExternal\.addListener|XMLHttpRequest\(|sendBeacon\(|new WebSocket\(/,
        );
      }
    });
  });
}
