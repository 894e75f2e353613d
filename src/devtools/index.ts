/** Runs once per open DevTools: all it does is create the panel. Firefox reads relative paths from this page, Chromium from the root. */
chrome.devtools.panels.create("CORS", "/icons/32.png", "/src/panel/index.html");
