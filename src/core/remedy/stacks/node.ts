import type { HeaderList } from "../../exchange/networkEvent";
import { getHeader } from "../../fetch/headers";
import type { Place } from "./snippets";

/** What the recipes of the Node family share. */
export const FIRST_MIDDLEWARE: Place = { file: "server.js", where: "before every other app.use and every route", slot: "middleware" };

export const FIRST_OF_ALL =
  "CORS goes before everything else, so that preflights are answered before authentication and error replies carry the headers too.";

/** Express and NestJS on it say so unless told not to. */
export function poweredByExpress(reply: HeaderList): number {
  return /express/i.test(getHeader(reply, "X-Powered-By") ?? "") ? 0.9 : 0;
}
