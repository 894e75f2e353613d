import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Policy } from "../../../src/core/remedy/policy";
import { needsNpm } from "../install";
import type { StaticProof } from "../proof";
import { versionsOf } from "./node";

/** No package feed of .NET can be counted on: a parser of C# reads the recipe, and every call in it is one that ASP.NET Core has. */
const CALLS = new Set([
  "AddCors",
  "AddDefaultPolicy",
  "WithOrigins",
  "AllowAnyOrigin",
  "WithMethods",
  "WithHeaders",
  "WithExposedHeaders",
  "AllowCredentials",
  "SetPreflightMaxAge",
  "FromSeconds",
  "UseCors",
]);

interface Node {
  readonly type: string;
  readonly text: string;
  readonly hasError: boolean;
  childForFieldName(name: string): Node | null;
  descendantsOfType(type: string): readonly (Node | null)[];
}

interface TreeSitter {
  readonly Parser: {
    init(): Promise<void>;
    new (): { setLanguage(language: unknown): void; parse(text: string): { readonly rootNode: Node } | null };
  };
  readonly Language: { load(path: string): Promise<unknown> };
}

export const aspnetCore: StaticProof = {
  stack: "aspnet-core",
  kind: "syntax",
  needs: () => {
    needsNpm("csharp", "web-tree-sitter");
  },
  version: () => versionsOf([["tree-sitter-c-sharp", "tree-sitter-c-sharp"]], "csharp"),
  check: async (snippets, policy) => {
    const root = await parse(snippets.map(({ text }) => text).join("\n"));
    if (root.hasError) throw new Error("the parser does not read it as C#");
    const names = root
      .descendantsOfType("invocation_expression")
      .map((call) => call?.childForFieldName("function")?.childForFieldName("name")?.text ?? "");
    const unknown = names.filter((name) => !CALLS.has(name));
    if (unknown.length > 0) throw new Error(`ASP.NET Core has no ${unknown.join(", ")} here`);
    const values = root.descendantsOfType("string_literal").map((literal) => JSON.parse(literal?.text ?? "null") as string);
    if (JSON.stringify(values) !== JSON.stringify(valuesOf(policy))) throw new Error(`its strings are ${JSON.stringify(values)}`);
  },
};

async function parse(text: string): Promise<Node> {
  const folder = join(needsNpm("csharp", "web-tree-sitter"), "node_modules");
  const { Parser, Language } = (await import(pathToFileURL(join(folder, "web-tree-sitter/tree-sitter.js")).href)) as TreeSitter;
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(join(folder, "tree-sitter-c-sharp/tree-sitter-c_sharp.wasm")));
  const tree = parser.parse(text);
  if (tree === null) throw new Error("the parser gave up");
  return tree.rootNode;
}

function valuesOf({ allowedOrigins, allowedMethods, allowedHeaders, exposedHeaders }: Policy): string[] {
  return [...allowedOrigins.filter((origin) => origin !== "*"), ...allowedMethods, ...allowedHeaders, ...exposedHeaders];
}
