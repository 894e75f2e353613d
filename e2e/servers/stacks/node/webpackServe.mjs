import { createRequire } from "node:module";
import { join } from "node:path";
import webpack from "webpack";
import WebpackDevServer from "webpack-dev-server";

// What `webpack serve` does, without the package of its command line.
const config = createRequire(import.meta.url)(join(process.cwd(), "webpack.config.cjs"));
const { devServer, ...rest } = config;
await new WebpackDevServer({ ...devServer, port: Number(process.argv[2]) }, webpack({ ...rest, context: process.cwd() })).start();
