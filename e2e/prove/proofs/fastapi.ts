import type { LiveProof } from "../proof";
import { startServer } from "../server";
import { binary, needsVenv, pinned } from "./python";

export const fastapi: LiveProof = {
  stack: "fastapi",
  kind: "live",
  fast: true,
  needs: () => needsVenv("fastapi", "uvicorn"),
  version: () => pinned("fastapi", "fastapi", "starlette", "uvicorn"),
  start: (pieces) =>
    startServer(pieces, {
      base: "python/fastapi",
      command: (_, port) => ({
        file: binary("fastapi", "uvicorn"),
        args: ["main:app", "--host", "127.0.0.1", "--port", String(port)],
        env: { PYTHONDONTWRITEBYTECODE: "1" },
      }),
    }),
  needed: [/^ +allow_origins=/, /^ +allow_methods=/, /^ +allow_headers=/, /^ +allow_credentials=/],
  pitfalls: [
    {
      id: "add-middleware",
      shape: "get",
      path: "/broken",
      mistake: (app) => ({
        "add-middleware": `from starlette.middleware.cors import CORSMiddleware

app.add_middleware(CORSMiddleware, allow_origins=["${app}"])
`,
      }),
      reason: "MissingAllowOriginHeader",
    },
  ],
};
