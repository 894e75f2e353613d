import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { goString } from "../../src/core/remedy/encode/go";
import { javaString } from "../../src/core/remedy/encode/java";
import { jsString } from "../../src/core/remedy/encode/javascript";
import type { Language, Lit } from "../../src/core/remedy/encode/lit";
import { HOSTILE, randomPayload } from "../../src/core/remedy/encode/payloads.fixture";
import { phpString } from "../../src/core/remedy/encode/php";
import { pyString } from "../../src/core/remedy/encode/python";
import { rubyString } from "../../src/core/remedy/encode/ruby";
import { rustString } from "../../src/core/remedy/encode/rust";
import { shWord } from "../../src/core/remedy/encode/shell";

/**
 * `npm run injection [-- --only go,java]`: what the encoders write, read back by the languages themselves. All payloads of a language stand in
 * one program that prints each of its strings as hexadecimal; anything that is more or less than a string changes the print, or does not
 * compile. A language whose tools are not here is named and left out, unless `--only` asks for it.
 */
interface Reader {
  readonly encode: (value: string) => Lit<Language>;
  readonly file: string;
  readonly program: (literals: readonly string[]) => string;
  /** Commands in the folder of the file; the last one prints. */
  readonly run: readonly (readonly [file: string, ...args: string[]])[];
}

const list = (literals: readonly string[]): string => literals.join(",\n");

const READERS: Readonly<Record<string, Reader>> = {
  go: {
    encode: goString,
    file: "main.go",
    program: (literals) =>
      `package main\n\nimport "fmt"\n\nfunc main() {\n\tfor _, v := range []string{\n${list(literals)},\n} {\n\t\tfmt.Printf("%x\\n", v)\n\t}\n}\n`,
    run: [["go", "run", "main.go"]],
  },
  java: {
    encode: javaString,
    file: "Main.java",
    program: (literals) => `import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

public class Main {
    public static void main(String[] arguments) {
        for (String v : new String[] {\n${list(literals)}\n}) System.out.println(HexFormat.of().formatHex(v.getBytes(StandardCharsets.UTF_8)));
    }
}
`,
    run: [
      ["javac", "Main.java"],
      ["java", "Main"],
    ],
  },
  javascript: {
    encode: jsString,
    file: "main.cjs",
    program: (literals) => `for (const v of [\n${list(literals)}\n]) console.log(Buffer.from(v).toString("hex"));\n`,
    run: [[process.execPath, "main.cjs"]],
  },
  php: {
    encode: phpString,
    file: "main.php",
    program: (literals) => `<?php\nforeach ([\n${list(literals)}\n] as $v) echo bin2hex($v), "\\n";\n`,
    run: [["php", "main.php"]],
  },
  python: {
    encode: pyString,
    file: "main.py",
    program: (literals) => `VALUES = [\n${list(literals)}\n]\nfor v in VALUES:\n    print(v.encode().hex())\n`,
    run: [["python3", "main.py"]],
  },
  ruby: {
    encode: rubyString,
    file: "main.rb",
    program: (literals) => `[\n${list(literals)}\n].each { |v| puts v.unpack1("H*") }\n`,
    run: [["ruby", "main.rb"]],
  },
  rust: {
    encode: rustString,
    file: "main.rs",
    program: (literals) =>
      `fn main() {\n    for v in [\n${list(literals)}\n] {\n        println!("{}", v.bytes().map(|b| format!("{b:02x}")).collect::<String>());\n    }\n}\n`,
    run: [["rustc", "--edition", "2024", "main.rs"], ["./main"]],
  },
  shell: {
    encode: shWord,
    file: "main.sh",
    program: (literals) => literals.map((literal) => `printf %s ${literal} | od -An -v -tx1 | tr -d ' \\n'; echo\n`).join(""),
    run: [["sh", "main.sh"]],
  },
};

const RANDOM = 400;
const PAYLOADS = [...new Set([...HOSTILE, ...fc.sample(randomPayload, { numRuns: RANDOM, seed: 20260101 })])];
const FOLDER = resolve("test-results/injection");

process.exitCode = main(process.argv.slice(2));

function main(args: readonly string[]): number {
  const only = args[0] === "--only" ? (args[1] ?? "").split(",") : null;
  const unknown = only?.filter((name) => !Object.hasOwn(READERS, name)) ?? [];
  if (unknown.length > 0) {
    console.error(`No encoder is read back for: ${unknown.join(", ")}. There are ${Object.keys(READERS).join(", ")}`);
    return 2;
  }
  let failed = 0;
  for (const [name, reader] of Object.entries(READERS)) {
    if (only !== null && !only.includes(name)) continue;
    if (!isHere(reader.run[0]?.[0] ?? "")) {
      console.log(`--  ${name.padEnd(10)}  ${reader.run[0]?.[0]} is not installed`);
      if (only !== null) failed++;
    } else if (!readBack(name, reader)) failed++;
  }
  return failed === 0 ? 0 : 1;
}

function isHere(tool: string): boolean {
  try {
    execFileSync("sh", ["-c", 'command -v "$0"', tool], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function readBack(name: string, reader: Reader): boolean {
  const started = performance.now();
  const encoded = PAYLOADS.map((value) => ({ value, lit: reader.encode(value) }));
  const written = encoded.filter(({ lit }) => lit.refusal === null);
  const folder = join(FOLDER, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, reader.file), reader.program(written.map(({ lit }) => lit.text)));
  const lines = printed(reader, folder);
  const wrong = written.filter(({ value }, index) => lines[index] !== Buffer.from(value).toString("hex"));
  const extra = lines.length - written.length;
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(5);
  const counts = `${written.length} of ${PAYLOADS.length} payloads written, ${PAYLOADS.length - written.length} refused, ${wrong.length} read wrongly`;
  console.log(`${wrong.length === 0 && extra === 0 ? "ok" : "NO"}  ${name.padEnd(10)}  ${seconds} s  ${counts}`);
  for (const { value, lit } of wrong.slice(0, 5)) console.log(`      ${JSON.stringify(value)} written as ${JSON.stringify(lit.text)}`);
  return wrong.length === 0 && extra === 0;
}

function printed(reader: Reader, folder: string): string[] {
  try {
    const prints = reader.run.map(([file, ...args]) =>
      execFileSync(file, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }),
    );
    return (prints.at(-1) ?? "").split("\n").slice(0, -1);
  } catch (problem) {
    console.log(String(problem).split("\n").slice(0, 6).join("\n"));
    return [];
  }
}
