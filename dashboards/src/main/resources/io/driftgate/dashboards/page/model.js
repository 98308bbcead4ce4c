// What the page remembers beside the client's table: telemetry and a short history, all bounded.

export const DRIFT_WINDOW_MS = 5 * 60_000;
const MAX_LOG = 100;

export class Model {
  chains = new Map(); // id → {value, at}: `at` is performance.now() on receipt
  nodes = new Map();
  drift = new Map(); // node → [[Unix ms, drift ms], …], oldest first
  log = []; // transition frames, newest first
  driftIsAsked = false; // the feed's frames lack the newest block's drift; see asker.js
  gate = {}; // of hello
  notReady = ''; // why the gate is not ready, as last asked
  #reasons = new Map(); // market → its row as of now
  #clockOffsetMs = 0; // the gate's wall clock − ours

  /** Takes a frame of the feed; kinds it doesn't know change nothing. */
  take(frame) {
    if (typeof frame.atMs === 'number') {
      this.#clockOffsetMs = frame.atMs - Date.now();
    }
    switch (frame.type) {
      case 'hello':
        this.gate = frame;
        break;
      case 'chain':
        this.chains.set(frame.chain.id, { value: frame.chain, at: performance.now() });
        break;
      case 'node':
        this.nodes.set(frame.node.id, { value: frame.node, at: performance.now() });
        break;
      case 'drift':
        this.#takeDrift(frame);
        break;
      case 'transition':
        this.log.unshift(frame);
        this.log.length = Math.min(this.log.length, MAX_LOG);
        break;
      default:
    }
  }

  /** The gate's wall clock now, Unix milliseconds. */
  gateNowMs() {
    return Date.now() + this.#clockOffsetMs;
  }

  /** Rows as of now; see `reasons`. */
  takeReasons(rows) {
    this.#reasons = new Map(rows.map((row) => [row.id, row]));
  }

  /** Why a market is not open now, as far as known: newer than its row where the version is its. */
  reasons(row) {
    const newer = this.#reasons.get(row.id);
    return (newer?.version === row.version ? newer.reasons : row.reasons) ?? [];
  }

  #takeDrift({ drift }) {
    this.driftIsAsked = typeof drift.lastMs !== 'number';
    if (!this.driftIsAsked) {
      this.addDrift(drift.node, drift.lastMs);
    }
  }

  /** One point per node and second, the worst: a late block must not hide between others. */
  addDrift(node, ms) {
    const second = Math.floor(Date.now() / 1000) * 1000;
    const samples = this.drift.get(node) ?? [];
    const newest = samples.at(-1);
    if (newest?.[0] === second) {
      newest[1] = Math.max(newest[1], ms);
    } else {
      samples.push([second, ms]);
    }
    while (samples[0][0] < second - DRIFT_WINDOW_MS) {
      samples.shift();
    }
    this.drift.set(node, samples);
  }
}
