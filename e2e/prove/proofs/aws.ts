import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Language, Lit } from "../../../src/core/remedy/encode/lit";
import { HOSTILE } from "../../../src/core/remedy/encode/payloads.fixture";
import type { Snippet } from "../../../src/core/remedy/policy";
import { install, needsNpm } from "../install";
import { STACKS_FOLDER } from "../server";

/** What the proofs of AWS share: its own transform and schemas for templates, CDK's compiler and synthesis, a parser for Terraform. */
const FOLDER = join(STACKS_FOLDER, "aws");
const BIN = join(FOLDER, ".venv/bin");

export function needsAwsNpm(): void {
  needsNpm("aws", "aws-cdk-lib");
}

export function needsAwsPython(): void {
  if (!existsSync(join(BIN, "cfn-lint")))
    install("AWS's transform and schemas", "python3 -m venv .venv && .venv/bin/pip install --quiet --no-deps -r requirements.txt", FOLDER);
}

export function pinnedForAws(name: string): string {
  const line = readFileSync(join(FOLDER, "requirements.txt"), "utf8")
    .split("\n")
    .find((one) => one.startsWith(`${name}==`));
  return line?.replace("==", " ") ?? name;
}

/** A package of the folder, which the project itself does not have. */
export function fromAws<T>(name: string): T {
  return createRequire(join(FOLDER, "package.json"))(name) as T;
}

export interface Deployed {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>>;
}

/** What a SAM or CloudFormation template deploys; throws where AWS's transform or its schemas refuse it. */
export function deployedBy(template: string): Deployed {
  const file = written("template.yaml", template);
  const env = { ...process.env, AWS_DEFAULT_REGION: "us-east-1" };
  const text = execFileSync(join(BIN, "python"), [join(FOLDER, "transform.py"), file, join(BIN, "cfn-lint")], { env, encoding: "utf8" });
  return JSON.parse(text) as Deployed;
}

/** What a CDK stack deploys; throws where the compiler refuses it. */
export function synthesised(source: string): Deployed {
  const file = written("stack.ts", source);
  const run = (tool: string, ...args: string[]) =>
    execFileSync(join("node_modules/.bin", tool), args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const options = ["--noEmit", "--ignoreConfig", "--strict", "--skipLibCheck", "--module", "preserve", "--target", "es2022"];
  try {
    run("tsc", ...options, "--types", "node", file);
  } catch (problem) {
    throw new Error((problem as { stdout: string }).stdout);
  }
  return JSON.parse(run("tsx", file)) as Deployed;
}

/** The resources of one type; there has to be one at least. */
export function ofType({ Resources }: Deployed, type: string): Readonly<Record<string, unknown>>[] {
  const found = Object.values(Resources).filter(({ Type }) => Type === type);
  if (found.length === 0) throw new Error(`nothing of type ${type} is deployed`);
  return found.map(({ Properties }) => Properties);
}

export function textOf(snippets: readonly Snippet[], slot: string): string {
  const snippet = snippets.find((one) => one.slot === slot);
  if (snippet === undefined) throw new Error(`no snippet for ${slot}`);
  return snippet.text;
}

export function indented(text: string, by: number): string {
  return text.trimEnd().replace(/^(?=.)/gm, " ".repeat(by));
}

/** Validator off: the format's own parser reads back every hostile value that the encoder does not refuse. */
export async function holdPayloads(encode: (value: string) => Lit<Language>, read: (texts: readonly string[]) => unknown): Promise<void> {
  const values = HOSTILE.filter((value) => encode(value).refusal === null);
  const found = JSON.stringify(await read(values.map((value) => encode(value).text)));
  if (found !== JSON.stringify(values)) throw new Error(`hostile values are read as ${found}`);
}

function written(name: string, text: string): string {
  mkdirSync(join(FOLDER, ".run"), { recursive: true });
  const file = join(FOLDER, ".run", name);
  writeFileSync(file, text);
  return file;
}
