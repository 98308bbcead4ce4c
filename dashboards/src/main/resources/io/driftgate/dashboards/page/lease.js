// Permission to act, counted from when it was asked for: a grant may have sat in a buffer.

const RATE_MARGIN = 0.99; // two machines' clocks may differ in rate by 1 %
const SLEEP_SLACK_MS = 250;
const MAX_ASKED = 32;

export class Lease {
  #asked = new Map(); // nonce → when, oldest first
  #granted = null; // {monotonic, wall, ms}
  #serial = 0;
  #prefix = crypto.getRandomValues(new Uint32Array(2)).join('-');
  #monotonicNow;
  #wallNow;

  constructor(monotonicNow = () => performance.now(), wallNow = () => Date.now()) {
    this.#monotonicNow = monotonicNow;
    this.#wallNow = wallNow;
  }

  /** The nonce to send now. */
  ask() {
    const nonce = `${this.#prefix}-${++this.#serial}`;
    this.#asked.set(nonce, { monotonic: this.#monotonicNow(), wall: this.#wallNow() });
    if (this.#asked.size > MAX_ASKED) {
      this.#asked.delete(this.#asked.keys().next().value);
    }
    return nonce;
  }

  /** Takes the answer to a nonce of ours; false if it answers nothing that was asked. */
  grant(nonce, leaseMs) {
    const asked = this.#asked.get(nonce);
    if (!asked || !(leaseMs > 0)) {
      return false;
    }
    this.#asked.delete(nonce);
    if (!this.#granted || asked.monotonic >= this.#granted.monotonic) {
      this.#granted = { ...asked, ms: leaseMs };
    }
    return true;
  }

  /** Ends permission, and whatever was asked for it. */
  end() {
    this.#asked.clear();
    this.#granted = null;
  }

  /** Forgets what was asked on a connection that is gone; what was granted runs out by itself. */
  forgetAsked() {
    this.#asked.clear();
  }

  /** Milliseconds of permission left at this moment; 0 for none. */
  remainingMs() {
    if (!this.#granted) {
      return 0;
    }
    const { monotonic, wall, ms } = this.#granted;
    const left = monotonic + ms * RATE_MARGIN - this.#monotonicNow();
    // In some browsers performance.now() stands still while the machine sleeps. Wall time, which
    // doesn't, may shorten a lease; it never lengthens one.
    const overslept = this.#wallNow() - wall > ms + SLEEP_SLACK_MS;
    return overslept ? 0 : Math.max(0, left);
  }

  /** The newest grant's length; 0 for none. */
  get lengthMs() {
    return this.#granted?.ms ?? 0;
  }
}
