// The last transitions, newest first.
import { el, keyed, text } from './dom.js';
import { causeWords, reasonWords, timeOfDay } from './words.js';

export class LogView {
  #root;

  constructor(root) {
    this.#root = root;
  }

  draw(_client, { log }) {
    const byKey = new Map(log.map((frame) => [`${frame.epoch}/${frame.seq}`, frame]));
    keyed(this.#root, [...byKey.keys()], (key) => createLine(byKey.get(key)), () => {});
  }
}

function createLine(frame) {
  const root = el('li', 'log-line');
  const when = el('time');
  text(when, timeOfDay(frame.atMs));
  const what = el('span', 'log-what', el('b', '', frame.market), ` ${moves(frame)}`);
  root.append(when, what, el('span', 'log-why', why(frame)));
  root.dataset.quotes = frame.quotes.to;
  return { root };
}

function moves({ quotes, liquidations }) {
  return [quotes, liquidations]
    .filter(({ from, to }) => from !== to)
    .map(({ from, to }) => `${from} → ${to}`)
    .join(', ');
}

function why({ reasons = [], cause }) {
  const first = reasons.length > 0 ? reasonWords(reasons[0]) : 'all bounds clear';
  return `${first} · ${causeWords(cause)}`;
}
