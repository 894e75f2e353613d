#!/usr/bin/env node
import { createReadStream } from "node:fs";
import { run } from "./run";
import { wantsColours } from "./terminal";

// `corscope x.har | head` closes the pipe early: that is the reader's right, not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

const PIECE = 1 << 20;

process.exitCode = await run(process.argv.slice(2), {
  version: __VERSION__,
  colours: wantsColours(process.stdout.isTTY === true, process.env),
  read: (file) => (file === "-" ? process.stdin.setEncoding("utf8") : createReadStream(file, { encoding: "utf8", highWaterMark: PIECE })),
  out: (chunk) => void process.stdout.write(chunk),
  err: (chunk) => void process.stderr.write(chunk),
});
