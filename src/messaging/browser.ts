/** The one door to the WebExtensions API as promises; nobody else imports the polyfill. */
export { default as browser } from "webextension-polyfill";
