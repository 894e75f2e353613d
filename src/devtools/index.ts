/** Runs once per open DevTools: all it does is create the panel. */
chrome.devtools.panels.create("CORS", "icons/32.png", "src/panel/index.html");
