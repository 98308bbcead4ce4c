// One card per chain: its head, how old it is, who agrees on it, how far finality lags.
import { el, attribute, keyed, texts, two } from './dom.js';
import { count, duration, isNumber, NONE, share, shortHash } from './words.js';

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
      const cell = el('dd', '', el('span'), el('span', 'second'));
      list.append(el('div', '', el('dt', '', name), cell));
      return [name, cell];
    }),
  );
  const root = el('article', 'card', el('header', '', el('h3', '', id), conditions), list);
  root.dataset.chain = id;
  return { root, conditions, cells };
}

function fill({ root, conditions, cells }, { value: chain, at }, live) {
  // time since grows while nothing arrives; once nobody is heard, it is left as last heard
  const elapsed = live ? performance.now() - at : 0;
  const since = (ms) => (isNumber(ms) ? ms + elapsed : undefined);
  const flags = chain.conditions ?? [];
  attribute(root, 'data-trouble', flags.some((flag) => flag !== 'QUIET'));
  texts(conditions, flags, 'li', 'chip');
  const { reference, reorgs } = chain;
  two(cells['Head'], reference ? `#${count(reference.height)}` : 'none', reference && shortHash(reference.hash));
  two(cells['Stale for'], duration(since(chain.stalenessMs)));
  two(cells['Head age'], duration(since(chain.headAgeMs)), ageNote(chain));
  two(cells['Finality lag'], blocks(chain.finalityLagBlocks), known(chain.finalityLagMs, duration));
  two(cells['Quorum'], `${share(chain.agreement)} agree`, `${count(chain.observers)} observers`);
  two(cells['Reorgs'], count(reorgs?.count), reorgs?.count > 0 && `deepest ${count(reorgs.deepest)}`);
}

const blocks = (lag) => (isNumber(lag) ? `${count(lag)} ${lag === 1 ? 'block' : 'blocks'}` : NONE);
const known = (value, words) => isNumber(value) && words(value);

function ageNote({ headAgeMs, headAgeTrusted }) {
  if (headAgeTrusted === false) {
    return 'clock not trusted';
  }
  return headAgeMs < 0 && `${count(-headAgeMs)} ms in the future`;
}
