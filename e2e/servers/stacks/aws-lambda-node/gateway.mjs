import { deepStrictEqual } from "node:assert";
import { createServer } from "node:http";
import { handler } from "./index.mjs";

// Stands in for API Gateway: each request becomes an event of version 1 (REST API) and one of version 2 (HTTP API, function URL). The
// function has to answer both alike; what it throws is answered as the gateway does, without headers.
createServer(async (request, response) => {
  const body = await new Response(request).text();
  const url = new URL(request.url, "http://localhost");
  const common = { body: body === "" ? null : body, isBase64Encoded: false };
  const pairs = request.rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, request.rawHeaders[index + 1]]] : []));
  const first = { version: "1.0", httpMethod: request.method, path: url.pathname, headers: Object.fromEntries(pairs), ...common };
  const http = { method: request.method, path: url.pathname };
  const second = { version: "2.0", rawPath: url.pathname, headers: { ...request.headers }, requestContext: { http }, ...common };
  try {
    const replies = [await handler(first, {}), await handler(second, {})];
    deepStrictEqual(replies[0], replies[1]);
    response.writeHead(replies[0].statusCode, replies[0].headers ?? {}).end(replies[0].body ?? "");
  } catch {
    response.writeHead(500, { "Content-Type": "application/json" }).end('{"message":"Internal Server Error"}');
  }
}).listen(Number(process.env.PORT), "127.0.0.1");
