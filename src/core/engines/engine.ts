/** The engines whose behaviour is described; `standard` is the Fetch standard itself. */
export type EngineName = "chromium" | "firefox" | "webkit" | "standard";

/** `blocked`: refused with a CorsError. `not-cors`: failed or was limited by something else. See docs/contract.md. */
export type Verdict = "blocked" | "allowed" | "not-cors" | "unknown";
