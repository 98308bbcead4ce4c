// Who looks: the token of this tab, where the gate asks for one, and the client that speaks with the
// gate. A token is kept in sessionStorage alone, which this tab has to itself, and goes to the gate
// alone: in the feed's first frame, and in a header of what is asked over REST.
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

export class Session {
  client;
  model = new Model();
  asks = null; // why a token is asked for, in words; null while none is
  mayRead = true; // whether REST answers this token
  #url;
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
      }
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
