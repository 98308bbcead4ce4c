// Who looks: the token of this tab, where the gate asks for one, and the client that speaks with the
// gate. A token is kept in sessionStorage alone, which this tab has to itself, and goes to the gate
// alone: in the feed's first frame, and in a header of what is asked over REST.
//
// A gate that signs is asked for signed frames, and they are checked with the keys that it names itself.
// Whoever could name others could also have sent another page: for keys of your own use another client.
import { wakefulClock } from './clock.js';
import { Gate } from './lib/driftgate.js';
import { Model } from './model.js';

const STORED = 'driftgate.token';
const NOT_AUTHENTICATED = 4401;
const NOT_ALLOWED = 4403;
const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const WORDS = {
  none: 'This gate asks for a token.',
  wrong: 'The gate does not know this token, or it has expired. Enter another one.',
  trying: 'Signing in …',
  signedOut: 'You are signed out.',
};

const SIGNATURES = { none: '', checked: 'signatures checked', unchecked: 'signatures not checked' };
const CAN_CHECK = await knowsEd25519();

export class Session {
  client;
  model = new Model();
  asks = null; // why a token is asked for, in words; null while none is
  mayRead = true; // whether REST answers this token
  signatures = SIGNATURES.none; // what is done about them, in words
  #url;
  #keys = null; // what the gate named: {kid: key}; null while frames are not checked
  #clock = wakefulClock();
  #token = stored();

  constructor(url) {
    this.#url = url;
    this.#connect();
  }

  get token() {
    return this.#token;
  }

  /** Tries a token; the gate's answer comes later. */
  signIn(token) {
    this.#become(token);
    this.asks = WORDS.trying;
    this.#connect();
  }

  /** Forgets the token, and all that was shown for it. */
  signOut() {
    this.#leave(WORDS.signedOut);
  }

  /** What REST answered to whoever showed that token. */
  onStatus(status, token) {
    if (token !== this.#token) {
      return;
    }
    if (status === UNAUTHORIZED) {
      this.#refused();
    } else if (status === FORBIDDEN) {
      this.mayRead = false;
    }
  }

  #connect() {
    this.client?.stop();
    const client = new Gate(this.#url, {
      streams: ['chains', 'nodes', 'drift'],
      token: this.#token,
      keys: this.#keys,
      onFrame: (frame) => this.#onFrame(client, frame),
      onClose: (close) => this.#onClose(client, close),
      clock: this.#clock,
    });
    this.client = client;
    client.start();
  }

  #onFrame(client, frame) {
    if (client === this.client) {
      this.model.take(frame);
      if (frame.type === 'hello') {
        this.asks = null;
        this.#onKeys(frame.keys ?? []);
      }
    }
  }

  /** A gate that starts again may have other keys, or none. */
  #onKeys(named) {
    const checked = CAN_CHECK && named.length > 0;
    const keys = checked ? Object.fromEntries(named.map(({ kid, ed25519 }) => [kid, ed25519])) : null;
    this.signatures = checked ? SIGNATURES.checked : named.length > 0 ? SIGNATURES.unchecked : SIGNATURES.none;
    if (JSON.stringify(keys) !== JSON.stringify(this.#keys)) {
      this.#keys = keys;
      this.#connect();
    }
  }

  #onClose(client, { code, reason }) {
    if (client !== this.client) {
      return;
    }
    if (code === NOT_AUTHENTICATED) {
      this.#refused();
    } else if (code === NOT_ALLOWED) {
      this.asks = `The page can't use this token: ${reason}. Enter another one, or wait.`; // it goes on trying
    }
  }

  #refused() {
    this.#leave(this.#token === null ? WORDS.none : WORDS.wrong);
  }

  #leave(words) {
    this.#become(null);
    this.client.stop();
    this.client = new Gate(this.#url, { clock: this.#clock }); // knows nothing, and is not started
    this.asks = words;
  }

  #become(token) {
    this.#token = token;
    this.model = new Model();
    this.mayRead = true;
    store(token);
  }
}

/** Browsers know it since 2023 to 2025, and only on pages that came over TLS or from loopback. */
async function knowsEd25519() {
  try {
    await crypto.subtle.importKey('raw', new Uint8Array(32), 'Ed25519', false, ['verify']);
    return true;
  } catch {
    return false;
  }
}

function stored() {
  try {
    return sessionStorage.getItem(STORED);
  } catch {
    return null; // the browser keeps nothing for this page: the token lives as long as it does
  }
}

function store(token) {
  try {
    if (token === null) {
      sessionStorage.removeItem(STORED);
    } else {
      sessionStorage.setItem(STORED, token);
    }
  } catch {
    // as above
  }
}
