// Plain script of the probe extension: keeps every webRequest event for eventCheck.ts to fetch.
globalThis.seen = [];

const REQUEST = ["onBeforeSendHeaders", "onSendHeaders"];
const RESPONSE = ["onHeadersReceived", "onResponseStarted", "onBeforeRedirect", "onCompleted"];

for (const name of ["onBeforeRequest", ...REQUEST, ...RESPONSE, "onErrorOccurred"]) {
  const extra = ["extraHeaders"];
  if (REQUEST.includes(name)) extra.push("requestHeaders");
  if (RESPONSE.includes(name)) extra.push("responseHeaders");
  chrome.webRequest[name].addListener((details) => void globalThis.seen.push({ name, details }), { urls: ["<all_urls>"] }, extra);
}
