import { type Go, type GoField, go, goNumber } from "../encode/go";
import type { Place } from "./snippets";

/** What the recipes of the Go family share. */
export const GO_IMPORTS: Place = { file: "main.go", where: "among the imports", slot: "imports" };

export const WRAP_HANDLER: Place = {
  file: "main.go",
  where: "just before http.ListenAndServe, which gets this handler; it stands for your mux or router",
  slot: "wrap",
};

/** Both packages read 0 as "say nothing" and -1 as "do not cache". */
export function goMaxAge(seconds: number): Go {
  return seconds === 0 ? go`-1` : goNumber(seconds);
}

export const MAY_BE_DROPPED: GoField = go`// Can be dropped if the call does not send credentials:`;
