import { mountPopup } from "../../../src/popup/mountPopup";
import { fixtures } from "./fixtures";
import { FixtureTransport } from "./fixtureTransport";
import { STATES } from "./states";

/** `?state=` as for the panel; `empty` is a page that was loaded before the recorder watched it. */
const state = new URLSearchParams(location.search).get("state") ?? "";
const exchanges = state === "empty" ? [] : fixtures(Date.now() - 4000);
const root = document.getElementById("root");
if (root !== null) {
  mountPopup(root, {
    transport: new FixtureTransport(exchanges, STATES[state]),
    tabId: 1,
    onWebPage: true,
    abilities: { openFullView: () => location.assign("./index.html"), reload: () => location.reload(), grant: () => undefined },
  });
}
