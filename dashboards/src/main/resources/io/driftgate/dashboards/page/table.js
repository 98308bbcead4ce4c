// What the gate said of each market, and what of it may be acted upon.
import { rowHash, viewHash } from './hash.js';

// From permissive to strict. A word that is not listed counts as the strictest.
const QUOTES = ['OPEN', 'WIDEN', 'WITHDRAW'];
const LIQUIDATIONS = ['ENABLED', 'PAUSED'];

const known = (states, state) => (states.includes(state) ? state : states.at(-1));
const strictest = (states, a, b) =>
  states[Math.max(states.indexOf(known(states, a)), states.indexOf(known(states, b)))];
const ascii = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Quotes and liquidations of a market of which nothing is known. */
export const CLOSED = Object.freeze({ quotes: 'WITHDRAW', liquidations: 'PAUSED' });

/** One market's row while no lease stands. */
export function unheard(row) {
  const floor = row.onUnknown?.pauseLiquidations === false ? 'ENABLED' : 'PAUSED';
  return {
    quotes: 'WITHDRAW',
    liquidations: strictest(LIQUIDATIONS, row.liquidations, floor),
  };
}

export class MarketTable {
  #rows = new Map(); // id → the row as the gate said it
  #effective = new Map(); // id → outputs that a grant has covered, or a restriction since then
  #viewHash = viewHash([]);

  get viewHash() {
    return this.#viewHash;
  }

  ids() {
    return [...this.#rows.keys()].sort(ascii);
  }

  row(id) {
    return this.#rows.get(id);
  }

  /** What may be done while a lease stands. */
  effective(id) {
    return this.#effective.get(id) ?? CLOSED;
  }

  clear() {
    this.#rows.clear();
    this.#effective.clear();
    this.#seal();
  }

  /** Takes a snapshot's rows. Nothing becomes more permissive by it. */
  replace(rows) {
    const before = new Map(this.#effective);
    this.clear();
    for (const row of rows) {
      this.#rows.set(row.id, row);
      this.#effective.set(row.id, restricted(before.get(row.id) ?? unheard(row), row));
    }
    this.#seal();
    return rows.every((row) => row.rowHash === rowHash(row));
  }

  /** Takes a transition; false if it doesn't follow from what is known. */
  apply(frame) {
    const old = this.#rows.get(frame.market);
    if (!old || frame.version !== old.version + 1) {
      return false;
    }
    const row = {
      ...old,
      version: frame.version,
      quotes: frame.quotes.to,
      liquidations: frame.liquidations.to,
      reasons: frame.reasons ?? [],
      sinceMs: frame.atMs,
    };
    this.#rows.set(row.id, row);
    this.#effective.set(row.id, restricted(this.effective(row.id), row));
    this.#seal();
    return rowHash(row) === frame.rowHash;
  }

  /** A matching grant: what the gate said may be acted upon. */
  allow() {
    for (const [id, row] of this.#rows) {
      this.#effective.set(id, {
        quotes: known(QUOTES, row.quotes),
        liquidations: known(LIQUIDATIONS, row.liquidations),
      });
    }
  }

  #seal() {
    this.#viewHash = viewHash(this.ids().map((id) => rowHash(this.#rows.get(id))));
  }
}

function restricted(outputs, row) {
  return {
    quotes: strictest(QUOTES, outputs.quotes, row.quotes),
    liquidations: strictest(LIQUIDATIONS, outputs.liquidations, row.liquidations),
  };
}
