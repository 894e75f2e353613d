// Answers no request of the page: it sends what the page tells it to, as a client without a tab.
addEventListener("install", () => skipWaiting());

addEventListener("message", (event) => {
  const { url, init } = event.data;
  const [port] = event.ports;
  const sent = fetch(url, init)
    .then(async (response) => {
      await response.text();
      return { ok: true, text: `status ${response.status}` };
    })
    .catch((problem) => ({ ok: false, text: String(problem) }));
  event.waitUntil(sent.then((outcome) => port.postMessage(outcome)));
});
