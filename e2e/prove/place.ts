import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Pieces, Placed } from "./proof";

/** A whole line that holds a mark in a comment. */
const MARK = /^.*\bCORSCOPE:([a-z0-9-]+).*\n?/m;

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * Copies a base application, puts each piece in place of the line of its mark and nothing else (a line without a piece stays), fills in
 * `@NAME@`s (ports and folders, which a snippet never holds), and reads back what then stands on disk between the base's own lines.
 */
export function place(base: string, folder: string, pieces: Pieces, fill: Readonly<Record<string, string>>): Placed[] {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(base, folder, { recursive: true, filter: (source) => !/node_modules|[\\/]\.run/.test(source.slice(base.length)) });
  const left = new Set(Object.keys(pieces));
  const placed: Placed[] = [];
  for (const file of filesIn(folder)) {
    const parts = partsOf(readFileSync(file, "utf8"), fill);
    if (parts.length === 1 && Object.keys(fill).length === 0) continue;
    const texts = parts.map((part) => (typeof part === "string" ? part : endLine(pieces[part.slot] ?? part.line)));
    writeFileSync(file, texts.join(""));
    for (const { slot, sha } of readBack(readFileSync(file, "utf8"), parts, texts)) {
      if (!left.has(slot)) continue;
      left.delete(slot);
      placed.push({ slot, sha256: sha });
    }
  }
  if (left.size > 0) throw new Error(`${base} has no mark CORSCOPE:${[...left].join(", CORSCOPE:")}`);
  return placed;
}

type Part = string | { readonly slot: string; readonly line: string };

/** The base's own text and, between, the slots. */
function partsOf(text: string, fill: Readonly<Record<string, string>>): Part[] {
  const parts: Part[] = [];
  let rest = text;
  for (let mark = MARK.exec(rest); mark !== null; mark = MARK.exec(rest)) {
    parts.push(filled(rest.slice(0, mark.index), fill), { slot: mark[1] as string, line: mark[0] });
    rest = rest.slice(mark.index + mark[0].length);
  }
  return [...parts, filled(rest, fill)];
}

function filled(text: string, fill: Readonly<Record<string, string>>): string {
  return text.replace(/@([A-Z]+)@/g, (whole, name: string) => fill[name] ?? whole);
}

function endLine(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** Walks over the file by the base's own text: what lies between is what the server will read. */
function readBack(onDisk: string, parts: readonly Part[], texts: readonly string[]): { slot: string; sha: string }[] {
  let at = 0;
  return parts.flatMap((part, index) => {
    const length = (texts[index] as string).length;
    const found = onDisk.slice(at, at + length);
    at += length;
    if (typeof part !== "string") return [{ slot: part.slot, sha: sha256(found) }];
    if (found !== part) throw new Error("the base application was changed outside its marks");
    return [];
  });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
