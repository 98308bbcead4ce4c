// The lease as a bar, and a banner while there is none.
import { attribute, text } from './dom.js';
import { duration } from './words.js';
import { leaseWords } from './markets.js';

export class ConnectionView {
  #root;
  #banner;
  #notReady;

  constructor(root, banner, notReady) {
    this.#root = root;
    this.#banner = banner;
    this.#notReady = notReady;
  }

  draw(client, model, { asks, signatures }) {
    const standing = client.standing();
    const leased = standing.leaseRemainingMs > 0;
    const share = standing.leaseRemainingMs / (standing.leaseMs || 1);
    this.#root.querySelector('.lease-left').style.transform = `scaleX(${share.toFixed(3)})`;
    attribute(this.#root, 'data-leased', leased);
    text(
      this.#root.querySelector('.lease-words'),
      leased ? `lease ${Math.round(standing.leaseRemainingMs / 50) * 50} ms` : 'no lease',
    );
    text(this.#root.querySelector('.gate-words'), gateWords(standing, model));
    text(this.#root.querySelector('.signature-words'), leased ? signatures : '');
    this.#drawBanner(standing, leased, asks);
    this.#notReady.hidden = !leased || model.notReady === '';
    text(this.#notReady.querySelector('.not-ready-why'), model.notReady && sentence(model.notReady));
  }

  #drawBanner(standing, leased, asks) {
    const body = document.body;
    attribute(body, 'data-leased', leased);
    this.#banner.hidden = leased;
    attribute(body, 'data-asks', asks !== null);
    if (!leased) {
      const how = standing.connected ? 'Asking again.' : 'Connecting again.';
      text(this.#banner.querySelector('.banner-why'), asks === null ? sentence(leaseWords(standing)) : '');
      text(this.#banner.querySelector('.banner-how'), asks === null ? how : 'Sign in to see more.');
    }
  }
}

function gateWords({ epoch, silentMs }, { gate }) {
  const version = gate.version ? `gate ${gate.version}` : 'gate';
  if (!Number.isFinite(silentMs)) {
    return version; // nothing was ever asked of it
  }
  const start = epoch === null ? '' : ` · start ${epoch}`;
  return `${version}${start} · heard ${silentMs < 1000 ? 'now' : `${duration(silentMs)} ago`}`;
}

const sentence = (words) => `${words[0].toUpperCase()}${words.slice(1)}.`;
