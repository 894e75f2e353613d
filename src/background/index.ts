import { listen } from "../capture/listen";
import { createRedactor } from "../capture/redact";
import type { EngineName } from "../core/engines/engine";
import { isOver, leadOf } from "../core/exchange/exchange";
import { browser } from "../messaging/browser";
import { DEFAULT_SETTINGS, type Navigation, type Settings, type Status, type Subject, type ToBackground } from "../messaging/protocol";
import { badgeCleared, showBlocked, shownTabs } from "./badge";
import { acceptClients, type Client } from "./clients";
import { Gate } from "./gate";
import { Journal, type Opened, type Restored } from "./journal";
import { browserHost } from "./live/host";
import { Live } from "./live/live";
import { askingPage, readPermission } from "./permission";
import { onLastPrivateWindowClosed } from "./privateWindows";
import { Recording } from "./recording";
import { ownStorage } from "./sessionStorage";
import { loadSettings, readSettings } from "./settings";
import { Telling } from "./telling";
import { Troubles } from "./troubles";
import { Watch } from "./watch";

/**
 * The worker: everything that must be registered synchronously is registered while this file runs. Requests are followed as soon as the
 * ledger is read, whose key secrets are hashed with; what our own pages ask for waits until the whole recording is restored.
 */

const ENGINE: EngineName = __TARGET__ === "firefox" ? "firefox" : "chromium";
/** Long enough to gather a burst, short enough to look immediate. */
const TICK = 40;
/** Where nobody looks: by then most requests are over, and are worked through once. The journal writes them with its batch. */
const UNSEEN_TICK = 250;
/** So long after a kill a preflight may still come whose main request went with the worker. */
const SETTLED_AGAIN = 1000;

let settings: Settings = DEFAULT_SETTINGS;
let permission: Status["permission"] = "granted";
let recording: Recording | null = null;
let journal: Journal | null = null;
let tick: ReturnType<typeof setTimeout> | null = null;
const troubles = new Troubles(() => sendStatus());
const restored = new Gate();
/** Tabs that navigated before the recording was restored, whose part of it is to be forgotten but for a document. */
const clearedEarly = new Map<number, string | undefined>();

const listening = listen({
  came(leaves) {
    if (leaves) journal?.expect();
    settleSoon();
  },
  event(event) {
    const page = recording?.pages.shownSince(event) ?? null;
    if (page !== null) turnTo(page);
    if (recording?.add(event) === true) journal?.touch();
    else journal?.touchAtLeisure();
  },
  navigated: (tabId, url, at, place) => turnTo({ tabId, url, at, ...place }),
  loadsAhead: (tabId, frameId, url, at, place) => recording?.pages.loadsAhead({ tabId, frameId, url, at, ...place }),
  malformed: () => troubles.came("malformed-event"),
});

const clients = acceptClients(
  (client, message) => restored.pass(() => answer(client, message)),
  (client) => {
    void live.trials.closed(client);
    restored.pass(applyReach);
  },
);
const watch = new Watch(listening, clients, (watched) => {
  if (recording !== null) recording.ledger.watched = watched;
  journal?.touch();
});
const telling = new Telling(clients, () => ({ settings, permission, troubles: troubles.all() }));
const live = new Live(browserHost(), {
  began: (trial) => keepTrials(() => recording?.trialBegan(trial)),
  ended: (tabId, ended) => keepTrials(() => recording?.trialEnded(tabId, ended)),
});
/** Rules of a worker before this one have lost their owner: they go before anything else is done. */
const begunAt = Date.now();
const swept = live.trials.sweep().then(
  () => true,
  () => false, // then they are still shown as standing
);
browser.alarms.onAlarm.addListener(({ name }) => void live.trials.alarm(name));
browser.permissions.onAdded.addListener(() => void checkPermission());
browser.permissions.onRemoved.addListener(() => void checkPermission());
onLastPrivateWindowClosed(() => restored.pass(forgetPrivate));
void start();

async function start(): Promise<void> {
  const [session, stored] = await Promise.all([ownStorage(), loadSettings(browser.storage.local)]);
  const opened = await Journal.open(session);
  settings = stored;
  const begun = new Recording(opened.ledger, [], ENGINE);
  begun.expectMore();
  recording = begun;
  journal = new Journal(session, () => ({ ledger: begun.ledger, open: begun.openEvents() }), {
    due: settle,
    full: storageFull,
    roomAgain: () => troubles.went("storage-full"),
  });
  watch.expect(opened.ledger.watched, applyReach);
  applyReach(); // what was heard till now of others is not looked at
  listening.open(createRedactor(opened.ledger.hashKey, settings.secretNames));
  performance.mark("corscope-hears");
  const [kept, , clean] = await Promise.all([Journal.restore(session), checkPermission(), swept]);
  restore(kept, opened, clean);
  performance.mark("corscope-restored");
}

/** Events of before join those that came meanwhile; only then is anything told, so that nothing is shown in halves. */
function restore({ kept, open }: Restored, { torn, restarted }: Opened, clean: boolean): void {
  recording?.adopt(kept);
  for (const events of open) recording?.restore(events);
  recording?.complete();
  if (torn) recording?.doubt(begunAt + SETTLED_AGAIN);
  journal?.adopt(open);
  if (restarted && torn) troubles.came("worker-restarted");
  for (const [tabId, documentId] of clearedEarly) clear(tabId, documentId);
  restored.open(() => {
    applyReach();
    applyMutes();
    if (clean) keepTrials(() => recording?.trialEnded("all", { at: begunAt, why: "restarted" }));
  });
  settle();
}

/** What could not be written is kept in memory; less is kept from now on, so that there is room. */
function storageFull(): void {
  letGo(recording?.shrink() ?? []);
  troubles.came("storage-full");
}

async function checkPermission(): Promise<void> {
  permission = await readPermission();
  sendStatus();
}

const applyReach = (): void => watch.apply(settings.scope);

/** Forgets what is kept of muted hosts, and has no more of them kept. */
function applyMutes(): void {
  if (recording === null) return;
  const removed = recording.mute(settings.mutedHosts);
  if (removed.length === 0) return;
  letGo(removed);
  for (const tabId of shownTabs()) void showBlocked(tabId, recording.blockedIn(tabId));
}

function changeSettings(change: unknown): void {
  settle();
  settings = readSettings(change, settings);
  void browser.storage.local.set({ settings });
  if (recording !== null) listening.open(createRedactor(recording.ledger.hashKey, settings.secretNames));
  applyReach();
  applyMutes();
  sendStatus();
}

function settleSoon(): void {
  tick ??= setTimeout(settle, clients.size > 0 ? TICK : UNSEEN_TICK);
}

/** What a page has sent before it was shown is not cleared with the page before. */
function turnTo(page: Navigation): void {
  const { tabId, documentId } = page;
  badgeCleared(tabId);
  if (settings.clearOnNavigation) {
    if (restored.isOpen) clear(tabId, documentId);
    else clearedEarly.set(tabId, documentId);
  }
  recording?.navigated(page);
  if (recording !== null && documentId !== undefined) void showBlocked(tabId, recording.blockedIn(tabId));
  journal?.touch();
  settleSoon();
}

/** Passes on what happened since the last tick. */
function settle(): void {
  if (tick !== null) clearTimeout(tick);
  tick = null;
  listening.catchUp();
  if (!restored.isOpen || recording === null || journal === null) return;
  recording.giveUp(Date.now());
  const { changed, removed } = recording.settle();
  for (const kept of changed) if (isOver(kept.exchange)) journal.keep(kept); // what is under way is journalled as events
  for (const id of removed) journal.drop(id);
  telling.changes(recording, changed, removed);
  for (const tabId of new Set(changed.map((kept) => leadOf(kept.exchange).context.tabId)))
    void showBlocked(tabId, recording.blockedIn(tabId));
}

const sendStatus = (): void => telling.status(recording);

/** Written at once: exchanges of that time are read by it. */
function keepTrials(change: () => void): void {
  change();
  journal?.touch();
  // Said only once it is written down: a worker that is killed right after must still tell its successor what stood.
  void journal?.flush().then(sendStatus);
}

function answer(client: Client, message: ToBackground): void {
  switch (message.kind) {
    case "ping":
      return settle(); // some things change by waiting alone
    case "subscribe":
      return subscribe(client, message);
    case "change-settings":
      return changeSettings(message.settings);
    case "clear":
      return clear(message.subject);
    case "export":
      settle();
      if (recording !== null) telling.exported(client, recording, message.subject, message.call);
      return;
    case "ask-permission":
      return void browser.tabs.create({ url: askingPage(client.subject) });
    case "live":
      settle();
      if (recording !== null) void live.answer(client, message, clients, recording);
      return;
    case "stop-trial":
      if (client.subject === "all" || client.subject === message.tabId) void live.trials.stop(message.tabId);
  }
}

function subscribe(client: Client, { subject, panel, since }: Extract<ToBackground, { kind: "subscribe" }>): void {
  settle();
  if (recording === null) return;
  client.subject = subject;
  client.panel = panel;
  applyReach();
  telling.snapshot(client, recording, subject, since);
}

function letGo(removed: readonly string[]): void {
  for (const id of removed) journal?.drop(id);
  if (recording !== null) telling.changes(recording, [], removed);
}

function forgetPrivate(): void {
  settle();
  letGo(recording?.forgetPrivate() ?? []);
}

/** `spared`: a document whose requests stay. */
function clear(subject: Subject, spared?: string): void {
  settle();
  if (recording === null) return;
  const belongs = recording.belongsTo(subject);
  letGo(recording.clear((one) => belongs(one) && (spared === undefined || leadOf(one).context.documentId !== spared)));
  if (typeof subject === "number") void showBlocked(subject, recording.blockedIn(subject));
}
