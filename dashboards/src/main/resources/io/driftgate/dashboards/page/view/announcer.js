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
    const leased = client.standing().leaseRemainingMs > 0;
    if (!leased) {
      this.#said.clear();
      text(this.#root, 'No lease. Every market is WITHDRAW.');
      return;
    }
    const news = client.marketIds().flatMap((id) => this.#changed(id, client));
    if (news.length > 0) {
      text(this.#root, news.join('. '));
    }
  }

  #changed(id, client) {
    const { quotes, liquidations } = client.permission(id);
    const now = `${id}: ${quotes}, liquidations ${liquidations}`;
    if (this.#said.get(id) === now) {
      return [];
    }
    this.#said.set(id, now);
    const reason = client.row(id).reasons?.[0];
    return [reason ? `${now}, ${reasonWords(reason)}` : now];
  }
}
