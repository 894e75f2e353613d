import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import messages from "../../public/_locales/en/messages.json" with { type: "json" };
import { say, sayCount, speakFrom } from "./say";

const entries = Object.entries(messages as Record<string, { message: string; placeholders?: Record<string, { content: string }> }>);

afterEach(() => speakFrom(() => ""));

describe("say", () => {
  it("prefers what the browser's catalogue has", () => {
    speakFrom((name, values) => `${name}(${values.join()})`);
    expect(sayCount("gridRepeated", 7)).toBe("gridRepeated_other(7)");
  });

  it("chooses the plural form", () => {
    expect([sayCount("gridRepeated", 1), sayCount("gridRepeated", 37)]).toEqual(["once", "37 times"]);
  });

  it("leaves a value that looks like a placeholder as it is", () => {
    expect(say("gridRepeated_other", { count: "$COUNT$ $1" })).toBe("$COUNT$ $1 times");
  });
});

describe("the catalogue", () => {
  it.each(entries)("%s uses exactly the placeholders it declares", (_name, { message, placeholders = {} }) => {
    const used = new Set([...message.matchAll(/\$(\w+)\$/gu)].map((match) => (match[1] as string).toLowerCase()));
    expect([...used].sort()).toEqual(Object.keys(placeholders).sort());
    expect(
      Object.values(placeholders)
        .map(({ content }) => content)
        .sort(),
    ).toEqual(Object.keys(placeholders).map((_, index) => `$${index + 1}`));
  });

  it("holds no text that nobody says", () => {
    const rooms = ["src/panel", "src/popup", "src/parts"].flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: "utf8" })
        .filter((file) => /(?<!\.test)\.tsx?$/u.test(file))
        .map((file) => readFileSync(join(room, file), "utf8")),
    );
    const said = rooms.join("\n") + readFileSync("manifest.json", "utf8");
    const idle = entries.map(([name]) => name).filter((name) => !said.includes(name.replace(/_(?:one|other)$/u, "")));
    expect(idle).toEqual([]);
  });
});
