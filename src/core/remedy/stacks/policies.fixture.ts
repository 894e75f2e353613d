import type { Policy } from "../policy";

const plain: Policy = {
  allowedOrigins: ["https://app.example.com"],
  allowedMethods: [],
  allowedHeaders: [],
  exposedHeaders: [],
  allowCredentials: false,
  vary: true,
  provenance: {},
};

/** The policies of the golden files; each adds one thing that a recipe has to say differently. */
export const POLICIES: Readonly<Record<string, Policy>> = {
  "plain-get": plain,
  "unsure-get": { ...plain, allowCredentials: "unknown" },
  "post-json": { ...plain, allowedHeaders: ["content-type"], allowCredentials: "unknown", maxAge: 600 },
  "put-with-cookies": {
    ...plain,
    allowedMethods: ["PUT"],
    allowedHeaders: ["content-type", "x-trace-id"],
    allowCredentials: true,
    maxAge: 600,
  },
  "two-origins": {
    ...plain,
    allowedOrigins: ["https://app.example.com", "https://my-long-preview-branch-name-abc123.vercel.app"],
    allowedMethods: ["DELETE", "PUT"],
    allowedHeaders: ["authorization"],
    exposedHeaders: ["x-total"],
    allowCredentials: true,
    maxAge: 600,
  },
  anyone: { ...plain, allowedOrigins: ["*"], allowedHeaders: ["x-api-version"], maxAge: 600, vary: false },
};

export const PLAIN = plain;
