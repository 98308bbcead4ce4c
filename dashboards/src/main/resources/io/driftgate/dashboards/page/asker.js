// What the feed doesn't push: asked of the REST interface now and then, one request at a time, only
// while a lease stands and somebody looks. It is for reading; no permission ever comes from it.

const PAUSE_MS = 1000;
const TIMEOUT_MS = 2000;
const MAX_NODES = 16;

export class Asker {
  #client;
  #model;

  constructor(client, model) {
    this.#client = client;
    this.#model = model;
  }

  async run() {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      if (this.#client.standing().leaseRemainingMs > 0 && document.visibilityState === 'visible') {
        await this.#askReasons();
        await this.#askDrift();
      }
    }
  }

  /** A transition's reasons are of its moment; a market that stays closed has newer ones. */
  async #askReasons() {
    const isOpen = ({ quotes, liquidations }) => quotes === 'OPEN' && liquidations === 'ENABLED';
    if (!this.#client.marketIds().every((id) => isOpen(this.#client.row(id)))) {
      const answer = await ask('v1/markets');
      this.#model.takeReasons(answer?.items ?? []);
    }
  }

  /** For a gate whose drift frames don't say how late the newest block was. */
  async #askDrift() {
    if (!this.#model.driftIsAsked) {
      return;
    }
    const measured = [...this.#model.nodes.values()].filter(({ value }) => value.drift?.count > 0);
    const nodes = measured.map(({ value }) => value.id).sort();
    for (const node of nodes.slice(0, MAX_NODES)) {
      const scope = encodeURIComponent(`node:${node}`);
      const answer = await ask(`v1/histograms?metric=arrival.drift&scope=${scope}&window=1m`);
      if (answer?.count > 0) {
        this.#model.addDrift(node, answer.p90Ms);
      }
    }
  }
}

/** The answer, or null: whoever asks can do without. */
async function ask(path) {
  try {
    const response = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
