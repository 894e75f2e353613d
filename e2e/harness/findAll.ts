import { findNginx } from "./findNginx";
import { findChromium, findFirefox } from "./machine";

/** `tsx e2e/harness/findAll.ts`: what the tests need of the machine, installed where it is missing, before anything runs beside anything. */
for (const path of [findChromium(), findFirefox(), findNginx()]) console.log(path);
