// A desk on Driftgate's feed. One file, no dependencies, for browsers and for Node 18 or newer.
//
//   import { Desk } from './driftgate.js';
//   const desk = new Desk(['wss://gate-a/v1/feed', 'wss://gate-b/v1/feed']);
//   desk.start();
//   …
//   desk.permission('ETH-PERP') // ask at the moment of use; never keep the answer
//
// What keeps it safe:
//  - permission counts from when it was asked for, on our own monotonic clock (Lease);
//  - a grant counts only if its epoch and view hash are ours: same table, same gate (Table);
//  - a restriction is effective on receipt, a relaxation with the next grant that counts;
//  - a gap in a market's versions, or a hash that differs, ends permission until a new snapshot;
//  - several gates: the strictest of those that grant, and at least k of them (Desk).
// All times are milliseconds; all but the gate's `atMs` are of performance.now().

const PROTOCOL = 'driftgate.v1';
const RATE_MARGIN = 0.99; // two machines' clocks may differ in rate by 1 %
const RENEW_MS = { least: 50, most: 250 }; // a gate takes 20 a second
const CONNECT_MS = 2000;
const RESYNC_MS = 1000; // between two snapshots asked for on one connection
const BACKOFF_MS = { first: 250, most: 5000 };
const MAX_ASKED = 32;
const GATE_FRAMES = new Set(['snapshot', 'transition', 'confirmed', 'heartbeat', 'lease']);
const SIGNED_FRAMES = new Set(['snapshot', 'transition', 'confirmed']);

const crypto = globalThis.crypto ?? (await import('node:crypto')).webcrypto; // Node 18

// ---- states: from permissive to strict; a word that is not listed counts as the strictest

const QUOTES = ['OPEN', 'WIDEN', 'WITHDRAW'];
const LIQUIDATIONS = ['ENABLED', 'PAUSED'];
const CLOSED = Object.freeze({ quotes: 'WITHDRAW', liquidations: 'PAUSED' });

const rank = (states, state) => (states.includes(state) ? states.indexOf(state) : states.length - 1);
const strictest = (states, a, b) => states[Math.max(rank(states, a), rank(states, b))];
const stricter = (a, b) => ({
  quotes: strictest(QUOTES, a.quotes, b.quotes),
  liquidations: strictest(LIQUIDATIONS, a.liquidations, b.liquidations),
});

/** A row while no lease stands. */
function unheard(row) {
  const floor = row.onUnknown?.pauseLiquidations === false ? 'ENABLED' : 'PAUSED';
  return stricter({ quotes: 'WITHDRAW', liquidations: floor }, row);
}

/** What counts of a silent gate's row: what it forbids. */
function lastWord(row) {
  const { quotes, liquidations } = stricter(row, row);
  return { quotes: quotes === 'WITHDRAW' ? quotes : 'OPEN', liquidations };
}

function restricts({ quotes, liquidations }) {
  const rises = (states, { from, to }) =>
    rank(states, to) > rank(states, from) || (!states.includes(to) && to !== from);
  return rises(QUOTES, quotes) || rises(LIQUIDATIONS, liquidations);
}

// ---- hashes: crypto.subtle answers later, when the table may have changed, and not without TLS

const bits = (root) => Math.trunc((root - Math.trunc(root)) * 2 ** 32) | 0;
const PRIMES = [];
for (let n = 2; PRIMES.length < 64; n++) {
  if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);
}
const ROUND = PRIMES.map((prime) => bits(Math.cbrt(prime)));
const START = PRIMES.slice(0, 8).map((prime) => bits(Math.sqrt(prime)));

/** SHA-256 (FIPS 180-4) of bytes. */
export function sha256(bytes) {
  const padded = new DataView(new ArrayBuffer((((bytes.length + 8) >> 6) + 1) << 6));
  new Uint8Array(padded.buffer).set(bytes);
  padded.setUint8(bytes.length, 0x80);
  padded.setUint32(padded.byteLength - 4, bytes.length * 8);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  const w = new Int32Array(64);
  const state = Int32Array.from(START);
  for (let block = 0; block < padded.byteLength; block += 64) {
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const [x, y] = [w[i - 15], w[i - 2]];
      w[i] =
        i < 16
          ? padded.getInt32(block + 4 * i)
          : w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
      const up = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[i] + w[i];
      const down = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [(up + down) | 0, a, b, c, (d + up) | 0, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] += word));
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => digest.setInt32(4 * i, word));
  return new Uint8Array(digest.buffer);
}

const hex = (bytes) => '0x' + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The bytes of a row's hash: its canonical encoding is six lines, each ended by one LF. */
function rowDigest({ id, version, quotes, liquidations, onUnknown }) {
  const lines = ['driftgate.row.v1', id, version, quotes, liquidations, onUnknown?.pauseLiquidations];
  return sha256(new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')));
}

export const rowHash = (row) => hex(rowDigest(row));

/** Over the row hashes' bytes, in order of market id. */
export function viewHash(rows) {
  const all = new Uint8Array(32 * rows.length);
  rows.forEach((row, i) => all.set(rowDigest(row), 32 * i));
  return hex(sha256(all));
}

// ---- what the gate said of each market, and what of it may be acted upon

class Table {
  #rows = new Map(); // id → the row as the gate said it
  #effective = new Map(); // id → outputs that a grant has covered, or a restriction since then
  viewHash = viewHash([]);

  ids() {
    return [...this.#rows.keys()].sort((a, b) => (a < b ? -1 : 1));
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
  }

  /** Takes a snapshot's rows. Nothing becomes more permissive by it; false if a hash is wrong. */
  replace(rows, hash) {
    const before = new Map(this.#effective);
    this.clear();
    for (const row of rows) {
      this.#rows.set(row.id, row);
      this.#effective.set(row.id, stricter(before.get(row.id) ?? unheard(row), row));
    }
    this.#seal();
    return hash === this.viewHash && rows.every((row) => row.rowHash === rowHash(row));
  }

  /** Takes a transition; false if it doesn't follow from what is known. */
  apply({ market, version, quotes, liquidations, reasons, atMs, rowHash: hash }) {
    const old = this.#rows.get(market);
    if (!old || version !== old.version + 1) {
      return false;
    }
    const said = { version, quotes: quotes.to, liquidations: liquidations.to };
    const row = { ...old, ...said, reasons: reasons ?? [], sinceMs: atMs, rowHash: hash };
    this.#rows.set(market, row);
    this.tighten(market, row);
    this.#seal();
    return hash === rowHash(row);
  }

  /** A restriction is obeyed before anything else is known of it. */
  tighten(id, outputs) {
    this.#effective.set(id, stricter(this.effective(id), outputs));
  }

  /** A matching grant: what the gate said may be acted upon. */
  allow() {
    this.#rows.forEach((row, id) => this.#effective.set(id, stricter(row, row)));
  }

  #seal() {
    this.viewHash = viewHash(this.ids().map((id) => this.#rows.get(id)));
  }
}

// ---- permission, counted from when it was asked for: a grant may have sat in a buffer

class Lease {
  #asked = new Map(); // nonce → when, oldest first
  #serial = 0;
  #prefix = crypto.getRandomValues(new Uint32Array(2)).join('-');
  until = -Infinity;
  lengthMs = 0; // the newest grant's

  /** The nonce to send now. */
  ask(now) {
    const nonce = `${this.#prefix}-${++this.#serial}`;
    this.#asked.set(nonce, now);
    if (this.#asked.size > MAX_ASKED) {
      this.#asked.delete(this.#asked.keys().next().value);
    }
    return nonce;
  }

  /** Takes the answer to a nonce of ours; false if it answers nothing that was asked. */
  grant(nonce, leaseMs) {
    const asked = this.#asked.get(nonce);
    if (asked === undefined || !(Number.isFinite(leaseMs) && leaseMs > 0)) {
      return false;
    }
    this.#asked.delete(nonce);
    this.until = Math.max(this.until, asked + leaseMs * RATE_MARGIN);
    this.lengthMs = leaseMs;
    return true;
  }

  /** Forgets what was asked on a connection that is gone; what was granted runs out by itself. */
  forgetAsked() {
    this.#asked.clear();
  }

  end() {
    this.forgetAsked();
    this.until = -Infinity;
  }
}

// ---- one gate

const OPTIONS = {
  markets: ['*'],
  streams: [], // beside the gate's own: chains, nodes, drift
  token: null,
  keys: null, // {kid: base64url of 32 bytes}: take nothing that one of these has not signed
  k: null, // how many gates must grant; default: more than half
  maxHoldMs: 300_000, // how long what a silent gate forbade counts
  onFrame: () => {}, // called with each frame after the table has taken it
  onClose: () => {}, // called with {code, reason} after a connection has ended
  clock: () => performance.now(), // monotonic
  WebSocket: globalThis.WebSocket,
};

/** A connection to one gate, kept up. Its answers are that gate's alone; a desk asks a Desk. */
export class Gate {
  #url;
  #options;
  #table = new Table();
  #lease = new Lease();
  #keys = null; // kid → promise of a CryptoKey
  #inbox = Promise.resolve(); // frames wait their turn while a signature is checked
  #socket = null;
  #epoch = null; // of the table
  #seq = -1; // the newest that the table holds
  #synced = false; // a snapshot came, and nothing contradicted it since
  #problem = 'connecting';
  #leaseMs = 1000; // as hello says
  #heardAt = -Infinity;
  #watchedAt = -Infinity; // heard, or connected anew
  #patienceMs = CONNECT_MS;
  #askedAt = -Infinity;
  #subscribedAt = -Infinity;
  #tickedAt = -Infinity;
  #failures = 0;
  #timer = null;
  #reconnect = null;

  constructor(url, options = {}) {
    this.#url = url;
    this.#options = { ...OPTIONS, ...options };
    const imported = ([kid, key]) => [kid, crypto.subtle.importKey('raw', unbase64(key), 'Ed25519', false, ['verify'])];
    this.#keys = this.#options.keys && new Map(Object.entries(this.#options.keys).map(imported));
    this.#keys?.forEach((key) => key.catch(() => {})); // told when the first frame is checked
  }

  start() {
    this.#heardAt = this.#tickedAt = this.#now();
    this.#connect();
    this.#tick();
  }

  stop() {
    clearTimeout(this.#timer);
    clearTimeout(this.#reconnect);
    this.#abandon();
    this.#lease.end();
  }

  // -- for the one who acts

  marketIds() {
    return this.#table.ids();
  }

  /** The market's row as the gate last said it; undefined if it never did. */
  row(id) {
    return this.#table.row(id);
  }

  /** What this gate alone allows in a market at this moment: {quotes, liquidations, leased}. */
  permission(id) {
    const row = this.#table.row(id);
    const leased = this.leasedUntil > this.#now();
    const outputs = leased ? this.#table.effective(id) : row ? unheard(row) : CLOSED;
    return { ...outputs, leased };
  }

  get leasedUntil() {
    return this.#lease.until;
  }

  /** How long what was last heard of this gate counts against opening. */
  get heldUntil() {
    return Math.max(this.#lease.until, this.#heardAt) + this.#options.maxHoldMs;
  }

  /** How things stand between us and the gate at this moment. */
  standing() {
    const now = this.#now();
    return {
      leaseRemainingMs: Math.max(0, this.#lease.until - now),
      leaseMs: this.#lease.lengthMs,
      silentMs: now - this.#heardAt,
      epoch: this.#epoch,
      connected: this.#isOpen(),
      problem: this.#problem,
    };
  }

  /** Asks for permission now, instead of at the next tick. */
  renew() {
    const now = this.#now();
    if (this.#isOpen() && this.#synced && now - this.#askedAt >= RENEW_MS.least) {
      this.#askedAt = now;
      this.#send({ op: 'renew', nonce: this.#lease.ask(now) });
    }
  }

  // -- the connection

  #now() {
    return this.#options.clock();
  }

  #isOpen() {
    return this.#socket?.readyState === 1;
  }

  #tick() {
    const pauseMs = Math.min(RENEW_MS.most, Math.max(RENEW_MS.least, this.#leaseMs / 4));
    const now = this.#now();
    if (now - this.#tickedAt > pauseMs + this.#leaseMs / 2) {
      this.#watchedAt = now; // it was us who stood still: what came meanwhile is not read yet
    }
    this.#tickedAt = now;
    if (this.#socket && now - this.#watchedAt > this.#patienceMs) {
      this.#lost('nothing heard');
    } else if (this.#synced) {
      this.renew();
    } else {
      this.#resync();
    }
    this.#timer = setTimeout(() => this.#tick(), pauseMs);
  }

  #connect() {
    this.#watchedAt = this.#now();
    this.#patienceMs = CONNECT_MS;
    const socket = new this.#options.WebSocket(this.#url, PROTOCOL);
    socket.onopen = () => this.#subscribe();
    socket.onmessage = ({ data }) => this.#receive(data);
    socket.onclose = (close) => {
      this.#lost(closeWords(close));
      this.#options.onClose(close);
    };
    socket.onerror = () => {}; // a close follows
    this.#socket = socket;
  }

  #lost(problem) {
    this.#problem = problem;
    this.#abandon();
    this.#lease.forgetAsked();
    const ceiling = Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** Math.min(this.#failures++, 9));
    clearTimeout(this.#reconnect);
    this.#reconnect = setTimeout(() => this.#connect(), ceiling * (0.5 + Math.random() / 2));
  }

  /** Lets go at once: the closing handshake of a dead connection may take minutes. */
  #abandon() {
    const socket = this.#socket;
    this.#socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = () => {};
      (socket.terminate ?? socket.close).call(socket);
    }
  }

  #send(frame) {
    if (this.#isOpen()) {
      this.#socket.send(JSON.stringify(frame));
    }
  }

  /** For a snapshot; with a table that nothing contradicts, for what it has missed. */
  #subscribe() {
    const { markets, streams, token } = this.#options;
    this.#subscribedAt = this.#now();
    if (token !== null) {
      this.#send({ op: 'auth', token });
    }
    const since = this.#synced ? { since: { epoch: this.#epoch, seq: this.#seq } } : {};
    const signed = this.#keys ? { signed: true } : {};
    this.#send({ op: 'subscribe', markets, streams: ['gate', ...streams], ...signed, ...since });
  }

  #resync() {
    if (this.#isOpen() && this.#now() - this.#subscribedAt >= RESYNC_MS) {
      this.#subscribe();
    }
  }

  /** Permission ends now; a new snapshot is asked for. */
  #distrust(problem) {
    this.#problem = problem;
    this.#synced = false;
    this.#lease.end();
    this.#resync();
  }

  // -- frames

  #receive(text) {
    this.#watchedAt = this.#now();
    let frame;
    const body = text.slice(text.startsWith('{') ? 0 : text.indexOf('\n') + 1);
    try {
      frame = JSON.parse(body);
      if (!this.#keys) {
        this.#read(frame);
        return;
      }
      if (frame.type === 'transition' && this.#table.row(frame.market)) {
        this.#table.tighten(frame.market, { quotes: frame.quotes.to, liquidations: frame.liquidations.to });
      }
    } catch (broken) {
      this.#distrust(`a frame was not understood: ${broken.message}`); // what did it say?
      return;
    }
    const socket = this.#socket;
    this.#inbox = this.#inbox.then(async () => {
      const refused = SIGNED_FRAMES.has(frame.type) ? await this.#refusal(text, body) : null;
      if (socket !== this.#socket) return;
      if (refused) this.#distrust(refused);
      else this.#read(frame);
    });
  }

  /** What is wrong with a frame's signature; null if nothing is. */
  async #refusal(text, body) {
    try {
      const line = text.slice(0, text.length - body.length - 1); // kid:base64url
      const colon = line.lastIndexOf(':');
      const key = await this.#keys.get(line.slice(0, colon));
      if (!key) return 'a frame was not signed with a key that we know';
      const signature = unbase64(line.slice(colon + 1));
      const right = await crypto.subtle.verify('Ed25519', key, signature, new TextEncoder().encode(body));
      return right ? null : "a frame's signature is wrong";
    } catch (broken) {
      return `a frame's signature could not be checked: ${broken.message}`;
    }
  }

  #read(frame) {
    if (GATE_FRAMES.has(frame.type) && !this.#fromOurGate(frame)) {
      return;
    }
    this.#heardAt = this.#now();
    try {
      this.#take(frame);
    } catch (broken) {
      this.#distrust(`a ${frame.type} frame was not understood: ${broken.message}`);
    }
    this.#options.onFrame(frame);
  }

  /** No frame of an earlier start of the gate is acted on; a later start begins with a snapshot. */
  #fromOurGate({ type, epoch }) {
    if (!Number.isSafeInteger(epoch)) {
      this.#distrust(`a ${type} frame has no epoch`);
      return false;
    }
    if (this.#epoch === null || epoch === this.#epoch || (type === 'snapshot' && epoch > this.#epoch)) {
      return true;
    }
    this.#distrust(`the gate's epoch went from ${this.#epoch} to ${epoch} unannounced`);
    return false;
  }

  #take(frame) {
    switch (frame.type) {
      case 'hello':
        this.#takeHello(frame);
        break;
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

  #takeHello({ epoch, leaseMs }) {
    this.#leaseMs = Number.isFinite(leaseMs) && leaseMs > 0 ? leaseMs : this.#leaseMs;
    this.#patienceMs = this.#leaseMs;
    if (this.#epoch !== null && epoch !== this.#epoch) {
      this.#lease.end(); // another start of the gate: what the last one granted is over
    }
  }

  #takeSnapshot({ epoch, seq, markets, viewHash: hash }) {
    if (epoch !== this.#epoch) {
      this.#lease.end();
      this.#table.clear();
      this.#epoch = epoch;
      this.#seq = -1;
    }
    if (!(seq >= this.#seq)) {
      this.#distrust(`a snapshot of ${seq} came after ${this.#seq}`);
    } else if (!this.#table.replace(markets, hash)) {
      this.#distrust("the snapshot's hashes are not those of its rows");
    } else {
      this.#seq = seq;
      this.#synced = true;
      this.renew();
    }
  }

  #takeTransition(frame) {
    if (!this.#synced) {
      return; // the snapshot that was asked for will tell
    }
    if (!this.#table.apply(frame)) {
      this.#distrust(`transition ${frame.version} of ${frame.market} doesn't follow our table`);
      return;
    }
    this.#seq = Math.max(this.#seq, frame.seq);
    if (restricts(frame)) {
      this.#send({ op: 'ack', market: frame.market, version: frame.version });
    } else {
      this.renew(); // what was relaxed waits for a grant
    }
  }

  #takeGrant({ nonce, leaseMs, viewHash: hash }) {
    if (!this.#synced) {
      return;
    }
    if (hash !== this.#table.viewHash) {
      this.#distrust("the grant's view hash is not our table's");
    } else if (this.#lease.grant(nonce, leaseMs)) {
      this.#table.allow();
      this.#failures = 0;
      this.#problem = null;
    }
  }
}

function unbase64(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
}

function closeWords({ code, reason }) {
  const known = {
    1006: 'no connection to the gate',
    1012: 'the gate is restarting',
    4400: 'the gate refused a frame of ours',
    4401: `the gate asks for a good token${reason ? `: ${reason}` : ''}`,
    4403: `the gate does not let this token in${reason ? `: ${reason}` : ''}`,
    4408: 'the gate waited for our subscription',
    4409: 'we read too slowly',
  };
  return known[code] ?? `the gate closed the feed (${code}${reason ? ` ${reason}` : ''})`;
}

// ---- the desk

/** What may be done, as one or more gates say: the strictest of those that grant, if k of them do. */
export class Desk {
  #gates;
  #k;
  #clock;

  /** Options are those of OPTIONS above. */
  constructor(urls, options = {}) {
    const { k, clock } = { ...OPTIONS, ...options };
    this.#gates = urls.map((url) => new Gate(url, options));
    this.#k = k ?? Math.floor(urls.length / 2) + 1;
    this.#clock = clock;
    if (!(this.#k >= 1 && this.#k <= urls.length)) {
      throw new RangeError(`k must be between 1 and ${urls.length}`);
    }
  }

  start() {
    this.#gates.forEach((gate) => gate.start());
  }

  stop() {
    this.#gates.forEach((gate) => gate.stop());
  }

  /**
   * What may be done in a market at this moment: {quotes, liquidations, untilMs, why}. It ends at
   * untilMs of performance.now(), if nothing ends it before; 0 while there is no lease.
   */
  permission(id) {
    const now = this.#clock();
    const granting = this.#gates.filter((gate) => gate.leasedUntil > now);
    if (granting.length < this.#k) {
      const rows = this.#gates.map((gate) => gate.row(id)).filter(Boolean);
      const outputs = rows.length > 0 ? rows.map(unheard).reduce(stricter) : CLOSED;
      return { ...outputs, untilMs: 0, why: this.#whyNone(granting) };
    }
    const voices = granting.map((gate) => gate.permission(id));
    const silent = this.#gates.filter((gate) => !granting.includes(gate) && gate.heldUntil > now);
    const last = silent.map((gate) => gate.row(id)).filter(Boolean).map(lastWord);
    const outputs = [...voices, ...last].reduce(stricter, { quotes: 'OPEN', liquidations: 'ENABLED' });
    const ends = granting.map((gate) => gate.leasedUntil).sort((a, b) => b - a);
    return { ...outputs, untilMs: ends[this.#k - 1], why: this.#why(id, outputs) };
  }

  #whyNone(granting) {
    const silent = this.#gates.find((gate) => !granting.includes(gate));
    const count = `${granting.length} of ${this.#gates.length} gates grant, ${this.#k} must`;
    return `${count}: ${silent.standing().problem ?? 'the lease is over'}`;
  }

  #why(id, { quotes, liquidations }) {
    if (quotes === 'OPEN' && liquidations === 'ENABLED') {
      return '';
    }
    const reasons = this.#gates.flatMap((gate) => gate.row(id)?.reasons ?? []);
    return reasons.map(({ bound, leg }) => `${bound} ${leg}`).join(', ') || 'not granted yet';
  }
}
