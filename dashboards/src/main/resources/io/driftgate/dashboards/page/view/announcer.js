// Tells a screen reader what changed, and nothing else: the tiles themselves tick all the time.
import { text } from './dom.js';
import { reasonWords } from './words.js';

export class Announcer {
  #root;
  #said = new Map(); // market → what was said last

  constructor(root) {
    this.#root = root;
  }

  announce(client) {
    const news = [];
    for (const id of client.marketIds()) {
      const { quotes, liquidations, leased } = client.permission(id);
      const now = `${id}: ${quotes}, liquidations ${liquidations}`;
      if (this.#said.get(id) !== now) {
        this.#said.set(id, now);
        const reason = client.row(id).reasons?.[0];
        const why = leased ? reason && reasonWords(reason) : 'no lease';
        news.push(why ? `${now}, ${why}` : now);
      }
    }
    if (news.length > 0) {
      text(this.#root, news.join('. '));
    }
  }
}
