// CORSCOPE:function
async function handle(event) {
  const method = event.requestContext?.http?.method ?? event.httpMethod;
  const path = event.rawPath ?? event.path;
  if (path === "/broken") throw new Error("broken");
  if (path !== "/items") return { statusCode: 404, body: "" };
  if (method === "OPTIONS") return { statusCode: 405, body: "" };
  return { statusCode: 200, headers: { "Content-Type": "application/json" }, body: '{"from":"lambda"}' };
}

export const handler = handle; // CORSCOPE:handler
