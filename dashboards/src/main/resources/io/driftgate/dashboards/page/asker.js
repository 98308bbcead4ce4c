// What the feed doesn't push: asked of the REST interface now and then, one request at a time, only
// while a lease stands and somebody looks. It is for reading; no permission ever comes from it.

const PAUSE_MS = 1000;
const TIMEOUT_MS = 2000;
const MAX_NODES = 16;

export class Asker {
  #session;

  constructor(session) {
    this.#session = session;
  }

  async run() {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      const { client, model, mayRead } = this.#session;
      if (mayRead && client.standing().leaseRemainingMs > 0 && document.visibilityState === 'visible') {
        await this.#askReadiness(model);
        await this.#askReasons(client, model);
        await this.#askDrift(model);
      }
    }
  }

  /** What keeps everything from opening is no single market's reason, e.g. a journal that fails. */
  async #askReadiness(model) {
    const answer = await this.#ask('readyz', 503);
    model.notReady = answer?.detail ?? '';
  }

  /** A transition's reasons are of its moment; a market that stays closed has newer ones. */
  async #askReasons(client, model) {
    const isOpen = ({ quotes, liquidations }) => quotes === 'OPEN' && liquidations === 'ENABLED';
    if (!client.marketIds().every((id) => isOpen(client.row(id)))) {
      const answer = await this.#ask('v1/markets');
      model.takeReasons(answer?.items ?? []);
    }
  }

  /** For a gate whose drift frames don't say how late the newest block was. */
  async #askDrift(model) {
    if (!model.driftIsAsked) {
      return;
    }
    const measured = [...model.nodes.values()].filter(({ value }) => value.drift?.count > 0);
    const nodes = measured.map(({ value }) => value.id).sort();
    for (const node of nodes.slice(0, MAX_NODES)) {
      const scope = encodeURIComponent(`node:${node}`);
      const answer = await this.#ask(`v1/histograms?metric=arrival.drift&scope=${scope}&window=1m`);
      if (answer?.count > 0) {
        model.addDrift(node, answer.p90Ms);
      }
    }
  }

  /** The answer, or null: whoever asks can do without. `also` is a status that is an answer, too. */
  async #ask(path, also = 200) {
    const { token } = this.#session;
    const headers = token === null ? {} : { Authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const response = await fetch(path, { cache: 'no-store', credentials: 'omit', headers, signal });
      this.#session.onStatus(response.status, token);
      return response.ok || response.status === also ? await response.json() : null;
    } catch {
      return null;
    }
  }
}
