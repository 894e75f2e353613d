import type { FromBackground, Position, Status, Subject } from "../messaging/protocol";
import { type Client, inParts } from "./clients";
import type { Kept } from "./journal";
import type { Recording } from "./recording";
import { statusFor } from "./status";

/** What the clients are told of the recording, each of its own subject only. */
export class Telling {
  readonly #clients: ReadonlySet<Client>;
  /** What each was told of the status last: most changes leave it as it is. */
  readonly #statusOf = new WeakMap<Client, string>();
  readonly #recorder: () => Pick<Status, "settings" | "permission" | "troubles">;

  constructor(clients: ReadonlySet<Client>, recorder: () => Pick<Status, "settings" | "permission" | "troubles">) {
    this.#clients = clients;
    this.#recorder = recorder;
  }

  status(recording: Recording | null): void {
    for (const client of this.#clients) if (client.subject !== null) this.#statusTo(client, client.subject, recording);
  }

  changes(recording: Recording, changed: readonly Kept[], removed: readonly string[]): void {
    for (const client of this.#clients) {
      if (client.subject === null) continue;
      const belongs = recording.belongsTo(client.subject);
      const own = changed.filter(({ exchange }) => belongs(exchange)).map(({ exchange }) => exchange);
      if (own.length > 0 || removed.length > 0) client.send({ kind: "changes", position: positionOf(recording), changed: own, removed });
    }
    this.status(recording);
  }

  /** All that the client has not seen yet, in parts. */
  snapshot(client: Client, recording: Recording, subject: Subject, since: Position | null): void {
    const kept = recording.kept(recording.belongsTo(subject));
    const known = since?.epoch === recording.ledger.epoch ? since.sequence : -1;
    const missed = kept.filter(({ sequence }) => sequence > known).map(({ exchange }) => exchange);
    this.#statusOf.delete(client); // whoever subscribes is told
    this.#statusTo(client, subject, recording);
    for (const { part, last } of inParts(missed)) {
      const alive = last ? kept.map(({ exchange }) => exchange.id) : null;
      client.send({ kind: "snapshot", position: positionOf(recording), exchanges: part, alive, last });
    }
  }

  exported(client: Client, recording: Recording, subject: Subject, call: number): void {
    const exchanges = recording.kept(recording.belongsTo(subject)).map(({ exchange }) => exchange);
    for (const { part, last } of inParts(exchanges))
      client.send({ kind: "exported", call, exchanges: part, last } satisfies FromBackground);
  }

  #statusTo(client: Client, subject: Subject, recording: Recording | null): void {
    const status = statusFor(subject, this.#recorder(), recording?.ledger ?? null);
    const text = JSON.stringify([subject, status]);
    if (this.#statusOf.get(client) === text) return;
    this.#statusOf.set(client, text);
    client.send({ kind: "status", status });
  }
}

function positionOf({ ledger: { epoch, sequence } }: Recording): Position {
  return { epoch, sequence };
}
