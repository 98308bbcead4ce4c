// One tile per market: what it may do now, why, and since when.
import { el, attribute, keyed, text, texts } from './dom.js';
import { duration, reasonWords, timeOfDay } from './words.js';

const MAX_REASONS = 3;
const NONE_YET = 'No market heard of yet. Treat every market as WITHDRAW.';
const NONE_FOR_TOKEN = 'This token shows no market of this gate. Treat every market as WITHDRAW.';

export class MarketsView {
  #root;

  constructor(root) {
    this.#root = root;
  }

  draw(client, model, { token }) {
    const ids = client.marketIds();
    const leased = client.standing().leaseRemainingMs > 0;
    text(this.#root.nextElementSibling, leased && token !== null ? NONE_FOR_TOKEN : NONE_YET);
    attribute(this.#root, 'data-empty', ids.length === 0);
    keyed(this.#root, ids, createTile, (tile, id) => fill(tile, id, client, model));
  }
}

function createTile(id) {
  const quotes = el('p', 'state');
  const liquidations = el('span', 'liquidations');
  const since = el('p', 'since');
  const reasons = el('ul', 'reasons');
  const root = el(
    'article',
    'tile',
    el('h3', '', id),
    quotes,
    el('p', 'liquidations-line', 'Liquidations ', liquidations),
    reasons,
    since,
  );
  root.dataset.market = id;
  return { root, quotes, liquidations, since, reasons };
}

function fill(tile, id, client, model) {
  const row = client.row(id);
  const permission = client.permission(id);
  attribute(tile.root, 'data-quotes', permission.quotes);
  attribute(tile.root, 'data-liquidations', permission.liquidations);
  text(tile.quotes, permission.quotes);
  text(tile.liquidations, permission.liquidations);
  text(tile.since, sinceWords(row, permission, client, model));
  texts(tile.reasons, reasonsNow(row, permission, client, model), 'li');
}

function sinceWords(row, permission, client, model) {
  if (!permission.leased) {
    return `before that the gate said ${row.quotes}, ${row.liquidations}`;
  }
  return `since ${timeOfDay(row.sinceMs)} · ${duration(model.gateNowMs() - row.sinceMs)}`;
}

function reasonsNow(row, permission, client, model) {
  if (!permission.leased) {
    return [`no lease: ${leaseWords(client.standing())}`];
  }
  if (permission.quotes !== row.quotes || permission.liquidations !== row.liquidations) {
    return [`the gate says ${row.quotes}, ${row.liquidations}; not granted to this page yet`];
  }
  const reasons = model.reasons(row).map(reasonWords);
  if (reasons.length === 0) {
    const clear = row.quotes === 'OPEN' && row.liquidations === 'ENABLED';
    return clear ? [] : ['all bounds are clear; holding before it relaxes'];
  }
  const more = reasons.length - MAX_REASONS;
  return more > 0 ? [...reasons.slice(0, MAX_REASONS), `and ${more} more`] : reasons;
}

/** Why there is no permission. */
export function leaseWords({ silentMs, problem, connected }) {
  const heard = `nothing heard from the gate for ${duration(silentMs)}`;
  if (silentMs >= 1000) {
    return `${heard}${!connected && problem ? ` (${problem})` : ''}`;
  }
  return problem ?? 'the gate grants none';
}
