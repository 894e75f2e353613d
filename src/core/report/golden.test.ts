import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { CURABLE, playScene, type Scene } from "../remedy/scenes.fixture";
import { stackById } from "../remedy/stacks/registry";
import { INFO } from "./info.fixture";
import { toHtml } from "./toHtml";
import { toMarkdown } from "./toMarkdown";

const ROOM = join(dirname(fileURLToPath(import.meta.url)), "golden");
const ACCEPT = "UPDATE_GOLDEN=1 npx vitest run src/core/report/golden.test.ts";

const SCENES = ["headers not listed", "no header on a 503", "second hop"];
const exchanges = SCENES.map((name, index) => playScene({ ...(CURABLE[name] as Scene), id: String(index) }));
const nginx = () => stackById("nginx");

it.each([
  ["report.md", toMarkdown(exchanges, INFO, nginx)],
  ["report.html", toHtml(exchanges, INFO, nginx)],
])("%s is what the golden file says", (name, text) => {
  const file = join(ROOM, name);
  if (process.env.UPDATE_GOLDEN === "1") {
    mkdirSync(ROOM, { recursive: true });
    writeFileSync(file, text);
  }
  expect(text, `if the new text is right: ${ACCEPT}`).toBe(existsSync(file) ? readFileSync(file, "utf8") : "");
});
