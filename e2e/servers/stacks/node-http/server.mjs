import { createServer } from "node:http";

// CORSCOPE:function
createServer((req, res) => {
  // CORSCOPE:listener
  try {
    handle(req, res);
  } catch {
    res.writeHead(500).end();
  }
}).listen(Number(process.env.PORT), "127.0.0.1");

function handle(req, res) {
  const { pathname } = new URL(req.url, "http://localhost");
  if (pathname === "/broken") throw new Error("broken");
  if (pathname !== "/items") res.writeHead(404).end();
  else if (req.method === "OPTIONS") res.writeHead(405).end();
  else res.writeHead(200, { "Content-Type": "application/json" }).end('{"from":"node"}');
}
