/** Replaced at build time; see vite.config.ts. */
declare const __TARGET__: "chrome" | "firefox";
declare const __VERSION__: string;
