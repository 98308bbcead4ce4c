// One card per chain: its head, how old it is, who agrees on it, how far finality lags.
import { el, attribute, keyed, text, texts } from './dom.js';
import { count, duration, isNumber, millis, NONE, share, shortHash } from './words.js';

const FIELDS = ['Head', 'Stale for', 'Head age', 'Finality lag', 'Quorum', 'Reorgs'];

export class ChainsView {
  #root;

  constructor(root) {
    this.#root = root;
  }

  draw(client, { chains }) {
    const live = client.standing().leaseRemainingMs > 0;
    keyed(this.#root, [...chains.keys()].sort(), createCard, (card, id) =>
      fill(card, chains.get(id), live),
    );
  }
}

function createCard(id) {
  const conditions = el('ul', 'chips');
  const list = el('dl');
  const cells = Object.fromEntries(
    FIELDS.map((name) => {
      const cell = el('dd');
      list.append(el('div', '', el('dt', '', name), cell));
      return [name, cell];
    }),
  );
  const head = el('span');
  const hash = el('span', 'second');
  cells['Head'].append(head, hash);
  const root = el('article', 'card', el('header', '', el('h3', '', id), conditions), list);
  root.dataset.chain = id;
  return { root, conditions, cells, head, hash };
}

function fill({ root, conditions, cells, head, hash }, { value: chain, at }, live) {
  // time since grows while nothing arrives; once nobody is heard, it is left as last heard
  const elapsed = live ? performance.now() - at : 0;
  const since = (ms) => (isNumber(ms) ? ms + elapsed : undefined);
  const flags = chain.conditions ?? [];
  attribute(root, 'data-trouble', flags.some((flag) => flag !== 'QUIET'));
  texts(conditions, flags, 'li', 'chip');
  text(head, chain.reference ? `#${count(chain.reference.height)}` : 'none');
  text(hash, chain.reference ? shortHash(chain.reference.hash) : '');
  text(cells['Stale for'], duration(since(chain.stalenessMs)));
  text(cells['Head age'], ageWords(chain, since));
  text(cells['Finality lag'], finalityWords(chain));
  text(cells['Quorum'], `${share(chain.agreement)} agree, ${count(chain.observers)} observe`);
  text(cells['Reorgs'], reorgWords(chain.reorgs));
}

function ageWords(chain, since) {
  const ms = since(chain.headAgeMs);
  const words = isNumber(ms) && ms < 0 ? `${millis(ms)} (ahead)` : duration(ms);
  return chain.headAgeTrusted === false && words !== NONE ? `${words}, clock untrusted` : words;
}

function finalityWords(chain) {
  if (!isNumber(chain.finalityLagBlocks)) {
    return NONE;
  }
  const time = isNumber(chain.finalityLagMs) ? ` · ${duration(chain.finalityLagMs)}` : '';
  return `${count(chain.finalityLagBlocks)} blocks${time}`;
}

function reorgWords(reorgs) {
  if (!reorgs?.count) {
    return 'none';
  }
  return `${count(reorgs.count)}, deepest ${count(reorgs.deepest)}`;
}
