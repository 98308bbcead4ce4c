// A desk on Driftgate's feed, without any DOM: reads driftgate.v1, keeps the table, renews its lease.
//
//   const client = new FeedClient({ url, onFrame });
//   client.start();
//   …
//   client.permission('ETH-PERP')  // ask at the moment of use; never keep the answer
//
// What keeps it safe:
//  - permission counts from when it was asked for, on our own clock (lease.js);
//  - a grant counts only if its epoch and view hash are ours: same table, same gate (table.js);
//  - a restriction is effective on receipt, a relaxation with the next grant that counts;
//  - a gap in a market's versions, or a hash that differs, ends permission until a new snapshot.
import { Lease } from './lease.js';
import { CLOSED, MarketTable, unheard } from './table.js';

const RENEW_MS = 250;
const SILENCE_MS = 3000; // the socket is given up; permission ended long before
const BACKOFF_MS = { first: 250, most: 5000 };
const RESYNC_MS = 1000; // between two snapshots asked for on one connection
const GATE_FRAMES = new Set(['snapshot', 'transition', 'confirmed', 'heartbeat', 'lease']);
const STRICTER = { OPEN: 0, WIDEN: 1, WITHDRAW: 2, ENABLED: 0, PAUSED: 1 };

export class FeedClient {
  #url;
  #subscription;
  #onFrame;
  #table = new MarketTable();
  #lease = new Lease();
  #socket = null;
  #epoch = null; // of the table
  #synced = false; // a snapshot came, and nothing contradicted it since
  #problem = 'connecting';
  #heardAt = performance.now();
  #watchedAt = performance.now(); // heard, or connected anew
  #subscribedAt = -Infinity;
  #failures = 0;
  #timers = [];
  #reconnect = null;

  /**
   * @param url ws://…/v1/feed
   * @param streams beside the gate's own: chains, nodes, drift
   * @param onFrame called with each frame after the table has taken it
   */
  constructor({ url, streams = [], markets = ['*'], onFrame = () => {} }) {
    this.#url = url;
    this.#subscription = { op: 'subscribe', markets, streams: ['gate', ...streams] };
    this.#onFrame = onFrame;
  }

  start() {
    this.#timers = [setInterval(() => this.renew(), RENEW_MS)];
    this.#connect();
  }

  stop() {
    this.#timers.forEach(clearInterval);
    clearTimeout(this.#reconnect);
    this.#abandon();
    this.#lease.end();
  }

  // ---- for the one who acts

  marketIds() {
    return this.#table.ids();
  }

  /** The market's row as the gate last said it; undefined if it never did. */
  row(id) {
    return this.#table.row(id);
  }

  /** What may be done in a market at this moment: {quotes, liquidations, leased}. */
  permission(id) {
    const row = this.#table.row(id);
    if (!row) {
      return { ...CLOSED, leased: false };
    }
    const leased = this.#lease.remainingMs() > 0;
    return { ...(leased ? this.#table.effective(id) : unheard(row)), leased };
  }

  /** How things stand between us and the gate at this moment. */
  standing() {
    return {
      leaseRemainingMs: this.#lease.remainingMs(),
      leaseMs: this.#lease.lengthMs,
      silentMs: performance.now() - this.#heardAt,
      epoch: this.#epoch,
      connected: this.#socket?.readyState === WebSocket.OPEN,
      problem: this.#problem,
    };
  }

  /** Asks for permission; also closes a connection on which nothing is heard. */
  renew() {
    if (this.#socket && performance.now() - this.#watchedAt > SILENCE_MS) {
      this.#lost('nothing heard');
    } else if (this.#synced) {
      this.#send({ op: 'renew', nonce: this.#lease.ask() });
    } else if (this.#epoch !== null) {
      this.#resync();
    }
  }

  // ---- the connection

  #connect() {
    this.#watchedAt = performance.now();
    const socket = new WebSocket(this.#url, 'driftgate.v1');
    socket.onopen = () => this.#subscribe();
    socket.onmessage = (message) => this.#read(message.data);
    socket.onclose = (close) => this.#lost(closeWords(close));
    this.#socket = socket;
  }

  #lost(problem) {
    this.#problem = problem;
    this.#abandon();
    this.#synced = false;
    this.#lease.forgetAsked();
    const ceiling = Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** this.#failures++);
    this.#reconnect = setTimeout(() => this.#connect(), ceiling * (0.5 + Math.random() / 2));
  }

  /** Lets go at once: the closing handshake of a dead connection may take minutes. */
  #abandon() {
    if (this.#socket) {
      this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
      this.#socket.close();
      this.#socket = null;
    }
  }

  #send(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(frame));
    }
  }

  // ---- frames

  #read(text) {
    let frame;
    try {
      frame = JSON.parse(text);
    } catch {
      this.#lost('a frame was not JSON');
      return;
    }
    this.#heardAt = this.#watchedAt = performance.now();
    if (GATE_FRAMES.has(frame.type) && !this.#fromOurGate(frame)) {
      return;
    }
    try {
      this.#take(frame);
    } catch (broken) {
      this.#distrust(`a ${frame.type} frame was not understood: ${broken.message}`);
    }
    this.#onFrame(frame);
  }

  /** No frame of an earlier start of the gate is acted on; a later start begins with a snapshot. */
  #fromOurGate(frame) {
    if (this.#epoch === null || frame.epoch === this.#epoch) {
      return true;
    }
    if (frame.type === 'snapshot' && frame.epoch > this.#epoch) {
      return true;
    }
    if (this.#synced || frame.epoch < this.#epoch) {
      this.#distrust(`the gate's epoch went from ${this.#epoch} to ${frame.epoch} unannounced`);
    }
    return false;
  }

  #take(frame) {
    switch (frame.type) {
      case 'snapshot':
        this.#takeSnapshot(frame);
        break;
      case 'transition':
        this.#takeTransition(frame);
        break;
      case 'lease':
        this.#takeGrant(frame);
        break;
      case 'error':
        this.#problem = `the gate says: ${frame.message ?? frame.code}`;
        break;
      default: // telemetry, and whatever a newer gate may add
    }
  }

  #takeSnapshot(frame) {
    if (frame.epoch !== this.#epoch) {
      this.#lease.end();
      this.#table.clear();
      this.#epoch = frame.epoch;
    }
    if (!this.#table.replace(frame.markets) || frame.viewHash !== this.#table.viewHash) {
      this.#distrust("the snapshot's hashes are not those of its rows");
      return;
    }
    this.#synced = true;
    this.renew();
  }

  #takeTransition(frame) {
    if (!this.#synced) {
      return; // the snapshot that was asked for will tell
    }
    if (!this.#table.apply(frame)) {
      this.#distrust(`transition ${frame.version} of ${frame.market} doesn't follow our table`);
    } else if (restricts(frame)) {
      this.#send({ op: 'ack', market: frame.market, version: frame.version });
    } else {
      this.renew(); // what was relaxed waits for a grant
    }
  }

  #takeGrant(frame) {
    if (!this.#synced) {
      return;
    }
    if (frame.viewHash !== this.#table.viewHash) {
      this.#distrust("the grant's view hash is not our table's");
    } else if (this.#lease.grant(frame.nonce, frame.leaseMs)) {
      this.#table.allow();
      this.#failures = 0;
      this.#problem = null;
    }
  }

  /** Permission ends now; a new snapshot is asked for. */
  #distrust(problem) {
    this.#problem = problem;
    this.#synced = false;
    this.#lease.end();
    this.#resync();
  }

  #resync() {
    if (performance.now() - this.#subscribedAt >= RESYNC_MS) {
      this.#subscribe();
    }
  }

  #subscribe() {
    this.#subscribedAt = performance.now();
    this.#send(this.#subscription);
  }
}

function restricts({ quotes, liquidations }) {
  const rises = ({ from, to }) => (STRICTER[to] ?? 9) > (STRICTER[from] ?? 9);
  return rises(quotes) || rises(liquidations);
}

function closeWords({ code, reason }) {
  const known = {
    1006: 'no connection to the gate',
    1012: 'the gate is restarting',
    4400: 'the gate refused a frame of ours',
    4401: 'the gate asks for a token',
    4403: 'this page may not subscribe',
    4408: 'the gate waited for our subscription',
    4409: 'this page read too slowly',
  };
  return known[code] ?? `the gate closed the feed (${code}${reason ? ` ${reason}` : ''})`;
}
