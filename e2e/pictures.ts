import { mkdirSync } from "node:fs";
import { takePictures } from "./harness/pictures";

/** `npm run pictures [-- FOLDER]`: the product as it looks today, from the real DevTools panel with real traffic. */
const folder = process.argv[2] ?? "test-results/pictures";
mkdirSync(folder, { recursive: true });
for (const { name, path } of await takePictures(folder)) console.log(`${name.padEnd(16)} ${path}`);
