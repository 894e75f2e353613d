import type { Report } from "../../src/core/report/harTypes";
import { asksOf, type Case } from "./case";
import { type Comparison, compareCase, exchangesOf } from "./compare";
import type { Play } from "./page";
import { type Asked, type OracleServers, openServers, urlOf } from "./servers";
import { closeAll, type OpenStage, type OracleCookie, pageHtml, type Stage } from "./stage";

/** One playing of a case: the key names it in every URL. */
export interface Run {
  readonly key: string;
  readonly one: Case;
}

export interface Played extends Run {
  readonly comparisons: readonly Comparison[];
  /** What the servers were asked. */
  readonly asked: readonly Asked[];
}

/** The servers, and a browser that asks them. */
export class OracleSession {
  readonly #servers: OracleServers;
  readonly #stage: Stage;

  private constructor(servers: OracleServers, stage: Stage) {
    this.#servers = servers;
    this.#stage = stage;
  }

  static async open(openStage: OpenStage): Promise<OracleSession> {
    const servers = await openServers(await pageHtml());
    try {
      return new OracleSession(servers, await openStage(servers));
    } catch (problem) {
      await servers.close();
      throw problem;
    }
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** Plays these, and holds what the extension exports of them against what the browser said. */
  async play(runs: readonly Run[]): Promise<Played[]> {
    const { origins } = this.#servers;
    this.#stage.forget();
    this.#servers.forget();
    const plays = runs.map(({ key, one }): Play => {
      this.#servers.know(key, one);
      return { key, url: urlOf(origins, one, key, 0), asks: asksOf(one), hops: one.stops.length, along: one.again?.along ?? false };
    });
    await this.#stage.setCookies(runs.flatMap((run) => this.#cookiesOf(run)));
    const refused = await this.#stage.play(plays);
    if (refused.length > 0) throw new Error(`no page can send this: ${refused.join("\n")}`);
    const report = await this.#stage.exportHar();
    await this.#stage.clear();
    // What is asked for after it comes after it: the next batch must not be forgotten along with this one.
    const rest = (await this.#stage.exportHar()).log.entries.length;
    if (rest > 0) throw new Error(`${rest} entries were still there after Clear`);
    return this.#compare(runs, report);
  }

  #compare(runs: readonly Run[], report: Report): Played[] {
    if (report.log._corscope.dropped !== 0)
      throw new Error(`the recording let ${report.log._corscope.dropped} exchanges go: make batches smaller`);
    const exchanges = exchangesOf(report);
    const crossOrigin = (url: string): boolean => new URL(url).origin !== this.#servers.origins.page;
    const { speech } = this.#stage;
    return runs.map((run) => {
      const heard = this.#stage.heard(run.key);
      const comparisons = compareCase(heard, exchanges.get(run.key) ?? [], { crossOrigin, speech, repeats: isRepeat(run.one) });
      return { ...run, comparisons, asked: this.#servers.askedFor(run.key) };
    });
  }

  close(): Promise<void> {
    return closeAll([() => this.#servers.close(), () => this.#stage.close()]);
  }

  /** Bound to the path of their case; the browser decides which it sends. */
  #cookiesOf({ key, one }: Run): OracleCookie[] {
    const domains = new Set(one.cookies.map((host) => new URL(this.#servers.origins[host]).hostname));
    return [...domains].map((domain) => ({ name: "oracle", value: "1", domain, path: `/c/${key}` }));
  }
}

/** Of a page's own headers of these names a cached preflight leaves no trace (browsers set them too), or they turn every cache off. */
const NO_TELLING = /^(?:if-|cache-control$|pragma$|user-agent$|priority$|upgrade-insecure-requests$)/;

/** Whether the second request finds the preflight of the first and shows it. Opaque origins keep none; an upload listener leaves no trace. */
function isRepeat({ ask, again, stops }: Case): boolean {
  if (ask.upload || ask.via === "sandbox" || ask.headers.some(([name]) => NO_TELLING.test(name))) return false;
  return again !== null && !again.along && stops.length === 1 && JSON.stringify(again.ask) === JSON.stringify(ask);
}
