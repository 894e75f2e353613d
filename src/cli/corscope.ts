#!/usr/bin/env node
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { run } from "./run";
import { wantsColours } from "./terminal";

// `corscope x.har | head` closes the pipe early: that is the reader's right, not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  version: __VERSION__,
  colours: wantsColours(process.stdout.isTTY === true, process.env),
  read: (file) => (file === "-" ? text(process.stdin) : readFile(file, "utf8")),
  out: (chunk) => void process.stdout.write(chunk),
  err: (chunk) => void process.stderr.write(chunk),
});
